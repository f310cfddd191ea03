import { ethereum } from "@graphprotocol/graph-ts";

// An event's parameters as JSON text: names from the ABI, integers as decimal text (JSON's own end at 2^53), bytes as
// hexadecimal digits, structs and arrays as lists.

const HEX = "0123456789abcdef";

export function parametersOf(event: ethereum.Event): string {
  // Joined once at the end: each `+` would copy all that there is, and copying is slow in WebAssembly.
  const parts: string[] = [];
  for (let i = 0; i < event.parameters.length; i++) {
    const parameter = event.parameters[i];
    // Names of parameters are letters and digits.
    parts.push((i > 0 ? ',"' : '{"') + parameter.name + '":');
    addValue(parts, parameter.value);
  }
  parts.push(event.parameters.length > 0 ? "}" : "{}");
  return parts.join("");
}

function addValue(parts: string[], value: ethereum.Value): void {
  switch (value.kind) {
    case ethereum.ValueKind.ADDRESS:
      parts.push('"' + value.toAddress().toHexString() + '"');
      break;
    case ethereum.ValueKind.FIXED_BYTES:
    case ethereum.ValueKind.BYTES:
      parts.push('"' + value.toBytes().toHexString() + '"');
      break;
    case ethereum.ValueKind.INT:
    case ethereum.ValueKind.UINT:
      parts.push('"' + value.toBigInt().toString() + '"');
      break;
    case ethereum.ValueKind.BOOL:
      parts.push(value.toBoolean() ? "true" : "false");
      break;
    case ethereum.ValueKind.STRING:
      parts.push(quoted(value.toString()));
      break;
    case ethereum.ValueKind.TUPLE:
      addList(parts, changetype<Array<ethereum.Value>>(value.toTuple()));
      break;
    default:
      addList(parts, value.toArray());
  }
}

function addList(parts: string[], values: Array<ethereum.Value>): void {
  parts.push("[");
  for (let i = 0; i < values.length; i++) {
    if (i > 0) parts.push(",");
    addValue(parts, values[i]);
  }
  parts.push("]");
}

function quoted(text: string): string {
  if (isPlain(text)) return '"' + text + '"';
  let out = '"';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code == 34 || code == 92) out += "\\" + text.charAt(i);
    else if (code < 32) out += "\\u00" + HEX.charAt(code >> 4) + HEX.charAt(code & 15);
    else out += text.charAt(i);
  }
  return out + '"';
}

/** Has it nothing that JSON wants escaped? */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 32 || code == 34 || code == 92) return false;
  }
  return true;
}
