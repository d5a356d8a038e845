#include "engine/ecmascript/prelude.hpp"

namespace motcua::datamodel::detail {

const char* const prelude = R"js((function (native, world) {
'use strict';

// Local time is Vietnam's, whatever the machine thinks; the present moment is the step's.
var Real = world.Date, proto = Real.prototype, offset = 7 * 3600000;
var utc = Real.UTC, parseReal = Real.parse, get = proto.getTime, set = proto.setTime;
function parse(text) {
    text = String(text);
    if (!/^[+-]?\d{4,6}(-\d\d){0,2}([T ]\d\d:\d\d(:\d\d(\.\d+)?)?\s*(Z|[+-]\d\d:\d\d)?)?$/.test(text)) return NaN;
    return parseReal(text);
}
function Date(year, month) {
    if (!(this instanceof Date)) return new Real(native.now()).toString();
    if (arguments.length === 0) return new Real(native.now());
    if (arguments.length > 1) return new Real(utc.apply(null, arguments) - offset);
    if (year instanceof Real) return new Real(get.call(year));
    var v = Object(year) === year ? year.valueOf() : year;
    if (Object(v) === v) v = v.toString();
    return new Real(typeof v === 'string' ? parse(v) : Number(v));
}
Date.prototype = proto;
Date.UTC = utc;
Date.parse = parse;
Date.now = function now() { return native.now(); };
function local(d) { return new Real(get.call(d) + offset); }
['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'].forEach(function (part) {
    var read = proto['getUTC' + part], write = proto['setUTC' + part];
    proto['get' + part] = function () { return read.call(local(this)); };
    if (write) proto['set' + part] = function () {
        var d = local(this);
        write.apply(d, arguments);
        return set.call(this, get.call(d) - offset);
    };
});
proto.getYear = function () { return this.getFullYear() - 1900; };
proto.setYear = function (y) { y = Number(y); return this.setFullYear(y >= 0 && y <= 99 ? y + 1900 : y); };
proto.getTimezoneOffset = function () { return -420; };
var iso = proto.toISOString;
function shown(d, from, to, behind) {
    return isNaN(get.call(d)) ? 'Invalid Date' : iso.call(local(d)).replace('T', ' ').slice(from, to) + behind;
}
proto.toString = proto.toLocaleString = function () { return shown(this, 0, -1, '+07:00'); };
proto.toDateString = proto.toLocaleDateString = function () { return shown(this, 0, -14, ''); };
proto.toTimeString = proto.toLocaleTimeString = function () { return shown(this, -13, -1, '+07:00'); };
proto.constructor = Date;
world.Date = Date;
world.Math.random = function random() { return native.random(); };

// Code made of texts is counted like the rest; it sees the global variables only.
world.eval = function (text) { return typeof text === 'string' ? native.evaluate(text) : text; };
function Maker() {
    var all = Array.prototype.map.call(arguments, String), body = all.pop() || '';
    return native.evaluate('(function anonymous(' + all.join(',') + '\n) {\n' + body + '\n})');
}
Maker.prototype = world.Function.prototype;
Object.defineProperty(Maker.prototype, 'constructor', {value: Maker});
world.Function = Maker;
['Duktape', 'performance', 'CBOR', 'Buffer'].forEach(function (name) { delete world[name]; });

// XML as documents and elements to read.
function Node() {}
Node.prototype.getElementsByTagName = function (name) {
    var found = [];
    (function walk(node) {
        node.childNodes.forEach(function (child) {
            if (child.nodeType !== 1) return;
            if (name === '*' || child.nodeName === name || child.localName === name) found.push(child);
            walk(child);
        });
    })(this);
    return found;
};
Node.prototype.getAttribute = function (name) {
    return Object.prototype.hasOwnProperty.call(this.attributes, name) ? this.attributes[name] : null;
};
Node.prototype.hasAttribute = function (name) { return this.getAttribute(name) !== null; };
Node.prototype.hasChildNodes = function () { return this.childNodes.length > 0; };
Node.prototype.toString = function () { return '[object ' + (this.nodeType === 9 ? 'Document' : 'Element') + ']'; };
function finish(node, children) {
    node.childNodes = Object.freeze(children);
    node.firstChild = children.length ? children[0] : null;
    node.lastChild = children.length ? children[children.length - 1] : null;
    node.textContent = children.map(function (c) { return c.textContent; }).join('');
    return node;
}
function text(value) {
    var node = new Node();
    node.nodeType = 3;
    node.nodeName = '#text';
    node.attributes = {};
    node.nodeValue = node.data = value;
    finish(node, []).textContent = value;
    return Object.freeze(node);
}
function element(tree) {
    if (typeof tree === 'string') return text(tree);
    var node = new Node();
    node.nodeType = 1;
    node.nodeName = node.tagName = node.localName = tree.name;
    node.namespaceURI = tree.ns;
    node.nodeValue = null;
    node.attributes = Object.freeze(tree.attributes);
    return Object.freeze(finish(node, tree.children.map(element)));
}
function dom(tree) {
    var root = element(tree), node = new Node();
    node.nodeType = 9;
    node.nodeName = '#document';
    node.nodeValue = null;
    node.attributes = {};
    node.documentElement = root;
    return finish(node, [root]);
}

// Nobody changes what all sessions share. A frozen toString or name must not keep objects from having their own, so
// these become accessors that define one on the object they are set on.
function soften(holder, key) {
    var d = Object.getOwnPropertyDescriptor(holder, key);
    if (!d || !d.configurable || !('value' in d)) return;
    var inherited = d.value;
    Object.defineProperty(holder, key, {
        get: function () { return inherited; },
        set: function (v) {
            if (this === holder) throw new TypeError('built-in objects cannot be changed');
            Object.defineProperty(this, key, {value: v, writable: true, enumerable: true, configurable: true});
        },
        enumerable: d.enumerable, configurable: false
    });
}
var softened = ['constructor', 'toString', 'toLocaleString', 'valueOf', 'name', 'message'], seen = [];
function close(thing) {
    if (Object(thing) !== thing || seen.indexOf(thing) >= 0) return;
    seen.push(thing);
    Object.getOwnPropertyNames(thing).forEach(function (key) {
        var d = Object.getOwnPropertyDescriptor(thing, key);
        if ('value' in d) close(d.value); else { close(d.get); close(d.set); }
    });
    close(Object.getPrototypeOf(thing));
    if (thing === Object.prototype) Object.getOwnPropertyNames(thing).forEach(function (key) { soften(thing, key); });
    else if (typeof thing !== 'function') softened.forEach(function (key) { soften(thing, key); });
    if (thing !== world) Object.freeze(thing);
}
close(Node.prototype);
close(world);
return {dom: dom};
}))js";

}  // namespace motcua::datamodel::detail
