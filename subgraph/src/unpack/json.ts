import { ethereum } from "@graphprotocol/graph-ts";

// An event's parameters as JSON text: names from the ABI, integers as decimal text (JSON's own end at 2^53), bytes as
// hexadecimal digits, structs and arrays as lists.

const HEX = "0123456789abcdef";

export function parametersOf(event: ethereum.Event): string {
  let text = "{";
  for (let i = 0; i < event.parameters.length; i++) {
    const parameter = event.parameters[i];
    if (i > 0) text += ",";
    text += quoted(parameter.name) + ":" + valueText(parameter.value);
  }
  return text + "}";
}

function valueText(value: ethereum.Value): string {
  switch (value.kind) {
    case ethereum.ValueKind.ADDRESS:
      return '"' + value.toAddress().toHexString() + '"';
    case ethereum.ValueKind.FIXED_BYTES:
    case ethereum.ValueKind.BYTES:
      return '"' + value.toBytes().toHexString() + '"';
    case ethereum.ValueKind.INT:
    case ethereum.ValueKind.UINT:
      return '"' + value.toBigInt().toString() + '"';
    case ethereum.ValueKind.BOOL:
      return value.toBoolean() ? "true" : "false";
    case ethereum.ValueKind.STRING:
      return quoted(value.toString());
    case ethereum.ValueKind.TUPLE:
      return listText(changetype<Array<ethereum.Value>>(value.toTuple()));
    default:
      return listText(value.toArray());
  }
}

function listText(values: Array<ethereum.Value>): string {
  let text = "[";
  for (let i = 0; i < values.length; i++) {
    if (i > 0) text += ",";
    text += valueText(values[i]);
  }
  return text + "]";
}

function quoted(text: string): string {
  let out = '"';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code == 34 || code == 92) out += "\\" + text.charAt(i);
    else if (code < 32) out += "\\u00" + HEX.charAt(code >> 4) + HEX.charAt(code & 15);
    else out += text.charAt(i);
  }
  return out + '"';
}
