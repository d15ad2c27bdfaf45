import path from "node:path";
import ts from "typescript";

/** A member of an interface, as its declaration describes it. */
export interface Member {
    readonly name: string;
    readonly documentation: string;
    /** What the tag `@default` says. */
    readonly default: string | undefined;
    readonly isRequired: boolean;
    /** The members of a type literal. */
    readonly members: readonly Member[];
}

const repository = path.resolve(__dirname, "../..");
const source = `${repository}/provider/`;
const entryPoint = path.join(repository, "provider/index.ts");

/** The declarations that `pulumi-courier` exports to programs, with their documentation. */
export class DocComments {
    readonly #checker: ts.TypeChecker;
    readonly #exports: readonly ts.Symbol[];

    constructor() {
        const { config } = ts.readConfigFile(path.join(repository, "tsconfig.json"), (file) =>
            ts.sys.readFile(file),
        ) as { config: object };
        const { options } = ts.parseJsonConfigFileContent(config, ts.sys, repository);
        const program = ts.createProgram([entryPoint], options);
        this.#checker = program.getTypeChecker();
        const source = program.getSourceFile(entryPoint);
        const module = source && this.#checker.getSymbolAtLocation(source);
        this.#exports = module ? this.#checker.getExportsOfModule(module) : [];
    }

    /** The documentation of a class or a function, without examples. */
    of(name: string): string {
        return text(this.#symbol(name).getDocumentationComment(this.#checker));
    }

    /** The members of an interface, with those that it inherits; not those of an index signature. */
    membersOf(name: string): readonly Member[] {
        return this.#members(this.#checker.getDeclaredTypeOfSymbol(this.#symbol(name)));
    }

    /** The properties that a class of resources adds to those of Pulumi's. */
    outputsOf(name: string): readonly Member[] {
        const type = this.#checker.getDeclaredTypeOfSymbol(this.#symbol(name));
        const own = this.#checker
            .getPropertiesOfType(type)
            .filter((symbol) =>
                symbol.declarations?.some((node) => node.getSourceFile().fileName.startsWith(source)),
            );
        return this.#describe(own);
    }

    /** The texts that a member of an interface can be, as plain values. */
    literalsOf(name: string, member: string): readonly string[] {
        const type = this.#checker.getDeclaredTypeOfSymbol(this.#symbol(name)).getProperty(member);
        const all = type ? this.#checker.getTypeOfSymbol(type) : undefined;
        return (all?.isUnion() ? all.types : [])
            .filter((one) => one.isStringLiteral())
            .map(({ value }) => value);
    }

    #symbol(name: string): ts.Symbol {
        const found = this.#exports.find((symbol) => symbol.name === name);
        if (!found) {
            throw new Error(`provider/index.ts exports no ${name}`);
        }
        return found.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(found) : found;
    }

    #members(type: ts.Type): readonly Member[] {
        return this.#describe(this.#checker.getPropertiesOfType(type));
    }

    #describe(symbols: readonly ts.Symbol[]): readonly Member[] {
        return symbols.map((symbol) => ({
            name: symbol.name,
            documentation: text(symbol.getDocumentationComment(this.#checker)),
            default: symbol
                .getJsDocTags(this.#checker)
                .filter((tag) => tag.name === "default")
                .map((tag) => ts.displayPartsToString(tag.text))[0],
            isRequired: !(symbol.flags & ts.SymbolFlags.Optional),
            members: this.#literalMembers(symbol),
        }));
    }

    #literalMembers(symbol: ts.Symbol): readonly Member[] {
        const type = this.#checker.getNonNullableType(this.#checker.getTypeOfSymbol(symbol));
        return (type.getSymbol()?.flags ?? 0) & ts.SymbolFlags.TypeLiteral ? this.#members(type) : [];
    }
}

/** One paragraph a line; links to declarations are names. */
function text(parts: readonly ts.SymbolDisplayPart[]): string {
    return ts
        .displayPartsToString([...parts])
        .replace(/\{@link (\S+?)\s*\}/g, "`$1`")
        .split(/\n\s*\n/)
        .map((paragraph) => paragraph.replace(/\s*\n\s*/g, " ").trim())
        .join("\n\n");
}
