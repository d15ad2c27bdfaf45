import path from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { knownKeyPaths, knownKeyType, mistypedKeys } from "../../../../provider/core/keys/known-keys";

const typesFile = path.join(__dirname, "../../../../provider/program/types/courier-profile-type.ts");

/** The keys that `CourierProfile` declares by name, inner ones with a dot, each with the kind of value that it takes. */
function declaredKeys(): Record<string, string> {
    const program = ts.createProgram([typesFile], {
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        lib: ["lib.es2023.d.ts"],
        types: [],
    });
    const checker = program.getTypeChecker();
    const source = program.getSourceFile(typesFile) as ts.SourceFile;
    const module = checker.getSymbolAtLocation(source) as ts.Symbol;
    const profile = checker
        .getExportsOfModule(module)
        .find(({ name }) => name === "CourierProfile") as ts.Symbol;
    const keys: Record<string, string> = {};

    function add(type: ts.Type, above: string): void {
        for (const property of type.getProperties()) {
            const name = above + property.name;
            const value = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(property, source));
            keys[name] = kindOf(value);
            if (keys[name] === "an object") {
                add(value, `${name}.`);
            }
        }
    }

    function kindOf(value: ts.Type): string {
        const anyText = checker.getStringType();
        const takes = (type: ts.Type): boolean => checker.isTypeAssignableTo(type, value);
        const kinds = [
            takes(anyText) && "a string",
            takes(checker.getBooleanType()) && "true or false",
            takes(checker.getNumberType()) && "a number",
            takesArrays(value) && "an array",
        ].filter((kind) => kind !== false);
        return kinds.join(" or ") || "an object";
    }

    function takesArrays(value: ts.Type): boolean {
        return (value.isUnion() ? value.types : [value]).some((part) => checker.isArrayType(part));
    }

    add(checker.getDeclaredTypeOfSymbol(profile), "");
    return keys;
}

describe("The table of Courier's known keys", () => {
    it("has the keys that the type of a profile declares, with the same types", () => {
        /** Where Courier takes an array of texts or of objects, the type takes any JSON. */
        const anyJson = "a string or true or false or a number or an array";
        const declared = Object.entries(declaredKeys()).map(([name, kind]) => [
            name,
            kind === "a string or an array"
                ? "a string or an array of strings"
                : kind === anyJson
                  ? "an array"
                  : kind,
        ]);
        const table = knownKeyPaths.map((keys) => [keys.join("."), knownKeyType(keys)]);
        expect(Object.fromEntries(table)).to.deep.equal(Object.fromEntries(declared));
    }).timeout(60_000);

    it("knows keys by their path, and none that JavaScript's objects have", () => {
        expect(knownKeyType(["address"])).to.equal("an object");
        expect(knownKeyType(["address", "country"])).to.equal("a string");
        for (const keys of [["country"], ["address.country"], ["email", "country"], ["custom", "email"]]) {
            expect(knownKeyType(keys), keys.join()).to.equal(undefined);
        }
        for (const keys of [["toString"], ["address", "constructor"], ["email", "length"], ["__proto__"]]) {
            expect(knownKeyType(keys), keys.join()).to.equal(undefined);
        }
    });

    it("finds what is of another type, at every depth", () => {
        const profile = {
            email: 7,
            name: null,
            address: { country: ["France"], zip: 7 },
            expo: { tokens: "a" },
            apn: "a",
            firebaseToken: ["a", 7],
            custom: { email: 7 },
            toString: 7,
        };
        expect(mistypedKeys(profile)).to.deep.equal([
            { path: ["email"], type: "a string", value: 7 },
            { path: ["address", "country"], type: "a string", value: ["France"] },
            { path: ["expo", "tokens"], type: "an array", value: "a" },
            { path: ["apn"], type: "an object", value: "a" },
            { path: ["firebaseToken"], type: "a string or an array of strings", value: ["a", 7] },
        ]);
        expect(mistypedKeys({ firebaseToken: "a", expo: { tokens: [{ token: "a" }] } })).to.be.empty;
        expect(mistypedKeys({ firebaseToken: [] })).to.be.empty;
    });
});
