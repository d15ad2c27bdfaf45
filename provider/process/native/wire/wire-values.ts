import { ListValue, NullValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import type { Props } from "../../../core/input-checks";
import { unknown } from "../../../core/values/unknown";
import { isUnknownMarker, secretSignature, signatureKey } from "../../engine-values";
import { secretParts, secretsAt, type Marked, type Secrets } from "./secrets";

interface MarkedValue {
    readonly value: unknown;
    readonly secrets: Secrets;
}

/** The properties in a message, in which {@link unknown} stands for what is not known yet. */
export function fromWire(message: Struct | undefined): Marked {
    const { value, secrets } = message ? fromStruct(message) : { value: {}, secrets: undefined };
    return { values: value, secrets };
}

/** The properties as a message to the engine, in which secrets are marked. */
export function toWire({ values, secrets }: Marked): Struct {
    return toStruct(values, secrets);
}

function fromStruct(message: Struct): { readonly value: Props; readonly secrets: Secrets } {
    const entries: [string, unknown][] = [];
    const parts: [string, Secrets][] = [];
    message.getFieldsMap().forEach((item, key) => {
        const { value, secrets } = fromValue(item);
        entries.push([key, value]);
        parts.push([key, secrets]);
    });
    return { value: Object.fromEntries(entries), secrets: secretParts(parts) };
}

function fromValue(message: Value): MarkedValue {
    switch (message.getKindCase()) {
        case Value.KindCase.NUMBER_VALUE:
            return plain(message.getNumberValue());
        case Value.KindCase.STRING_VALUE: {
            const text = message.getStringValue();
            return plain(isUnknownMarker(text) ? unknown : text);
        }
        case Value.KindCase.BOOL_VALUE:
            return plain(message.getBoolValue());
        case Value.KindCase.STRUCT_VALUE:
            return fromObject(message.getStructValue() ?? new Struct());
        case Value.KindCase.LIST_VALUE:
            return fromList(message.getListValue() ?? new ListValue());
        default:
            return plain(null);
    }
}

function plain(value: unknown): MarkedValue {
    return { value, secrets: undefined };
}

function fromObject(message: Struct): MarkedValue {
    const fields = message.getFieldsMap();
    const secret = fields.get(signatureKey)?.getStringValue() === secretSignature && fields.get("value");
    return secret ? { value: fromValue(secret).value, secrets: "whole" } : fromStruct(message);
}

function fromList(message: ListValue): MarkedValue {
    const items = message.getValuesList().map(fromValue);
    return {
        value: items.map(({ value }) => value),
        secrets: secretParts(items.map(({ secrets }, index) => [String(index), secrets])),
    };
}

function toStruct(values: object, secrets: Secrets): Struct {
    const message = new Struct();
    const fields = message.getFieldsMap();
    for (const [key, value] of Object.entries(values)) {
        if (value !== undefined) {
            fields.set(key, toValue(value, secretsAt(secrets, key)));
        }
    }
    return message;
}

function toValue(value: unknown, secrets: Secrets): Value {
    const message = new Value();
    if (secrets === "whole") {
        const secret = new Struct();
        secret.getFieldsMap().set(signatureKey, new Value().setStringValue(secretSignature));
        secret.getFieldsMap().set("value", toValue(value, undefined));
        return message.setStructValue(secret);
    }
    switch (typeof value) {
        case "string":
            return message.setStringValue(value);
        case "number":
            return message.setNumberValue(value);
        case "boolean":
            return message.setBoolValue(value);
        default:
            break;
    }
    if (Array.isArray(value)) {
        const items = value.map((item, index) => toValue(item, secretsAt(secrets, String(index))));
        return message.setListValue(new ListValue().setValuesList(items));
    }
    return typeof value === "object" && value !== null
        ? message.setStructValue(toStruct(value, secrets))
        : message.setNullValue(NullValue.NULL_VALUE);
}
