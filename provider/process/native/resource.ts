import type { Props } from "../../core/input-checks";
import type { Problem } from "../../core/messages/problem";
import type { Change } from "../../core/values/compare";
import type { Marked } from "./wire/secrets";

export interface Difference {
    readonly changes: readonly Change[];
    /** The properties whose change only a new resource can take. */
    readonly replaces?: readonly string[];
}

export interface Written {
    readonly id: string;
    readonly outputs: Marked;
}

/** Warns, under the resource of this URN, of keys of its profiles (those of them that are objects) that do nothing. */
export type WarnOfKeys = (profiles: readonly unknown[], urn: string) => Promise<void>;

/** A resource of the schema, as the calls of Pulumi's provider protocol need it. */
export interface Resource {
    check(olds: Marked, news: Marked, urn: string): Promise<readonly Problem[]>;
    diff(olds: Marked, news: Marked, urn: string): Promise<Difference>;
    /** Takes note of what is previewed, or skipped in a run; nothing is sent. */
    note(news: Marked, urn: string): void;
    /** @throws PartlyDone where the resource exists all the same */
    create(news: Marked, urn: string): Promise<Written>;
    /** @throws PartlyDone where some of it was done */
    update(id: string, olds: Marked, news: Marked, urn: string): Promise<Marked>;
    delete(olds: Marked, urn: string): Promise<void>;
    /**
     * What is there now; undefined where the resource is gone.
     *
     * @param state what the last run has left; without properties where the resource is to be imported, or read by its
     * id alone
     */
    read(id: string, state: Marked, urn: string): Promise<Props | undefined>;
}

/** An operation that failed in part: what has become of the resource, for the state. */
export class PartlyDone extends Error {
    constructor(
        readonly written: Written,
        override readonly cause: Error,
        /** The failure, where the state cannot take the rest. */
        readonly withoutState: Error,
    ) {
        super(cause.message);
    }
}
