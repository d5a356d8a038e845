// A mail server that refuses one receiver for good until it is told otherwise; knows who got letters.
import { createServer } from "node:net";

export function openMailServer(refused) {
    const server = { refused, receivers: [] };
    const talk = (socket) => {
        let inLetter = false;
        let receiver = "";
        let rest = "";
        const say = (line) => socket.write(`${line}\r\n`);
        const answer = (line) => {
            if (inLetter) {
                if (line !== ".") return;
                inLetter = false;
                server.receivers.push(receiver);
                return say("250 taken");
            }
            const verb = line.slice(0, 4).toUpperCase();
            if (verb === "RCPT") receiver = /<(.*)>/.exec(line)?.[1] ?? "";
            if (verb === "RCPT" && receiver === server.refused) return say("550 5.1.1 no such mailbox");
            if (verb === "DATA") inLetter = true;
            if (verb === "QUIT") return socket.end("221 bye\r\n");
            say(verb === "DATA" ? "354 go on" : "250 ok");
        };
        socket.on("error", () => undefined);
        socket.on("data", (bytes) => {
            const lines = (rest + bytes).split("\r\n");
            rest = lines.pop();
            lines.forEach(answer);
        });
        say("220 test");
    };
    const listener = createServer(talk);
    return new Promise((open) => listener.listen(0, "127.0.0.1", () => open(Object.assign(server, {
        port: listener.address().port,
        close: () => listener.close(),
    }))));
}
