import { expect } from "chai";
import {
    isSameWorkspace,
    standing,
    type ProcessEntries,
    type ProgramEntries,
    type Workspace,
} from "../../../../provider/core/user-ids/user-id-register";

type Entry = NonNullable<ReturnType<ProcessEntries["entryOf"]>>;

/** A provider process; it has checked something where it has an entry, if nothing else is said. */
function process(
    workspace: Workspace,
    {
        ada,
        checks = ada !== undefined,
        waiting = 0,
    }: { ada?: Partial<Entry>; checks?: boolean; waiting?: number } = {},
): ProcessEntries {
    const entry = ada && { resource: undefined, isNew: false, ...ada };
    return {
        ...workspace,
        hasChecked: checks,
        waiting,
        entryOf: (userId) => (userId === "ada" ? entry : undefined),
    };
}

/** A program whose resources, each in its workspace, declare or read ada. */
function program(
    ada: readonly (Workspace & { resource?: string })[],
    { waiting = 0, hasCameBack = false } = {},
): ProgramEntries {
    return {
        waiting,
        hasCameBack,
        entriesOf: (userId) =>
            userId === "ada" ? ada.map((entry) => ({ resource: undefined, ...entry })) : [],
    };
}

const oldKey = { settings: "old key" };
const newKey = { settings: "new key" };
/** As the program knows the stack's default provider. */
const byDefault = { isDefault: true, settings: "new key" };
/** As the program knows an explicit provider: not at all. */
const explicit = {};

interface Case {
    readonly what: string;
    readonly self: ProcessEntries;
    readonly others?: readonly ProcessEntries[];
    readonly programs?: readonly ProgramEntries[];
    readonly kind: "declared" | "waiting" | "free";
    readonly resource?: string;
}

const sections: Readonly<Record<string, readonly Case[]>> = {
    "A user whose profile is about to be taken away is declared": [
        {
            what: "where this process has checked it, under the resource that was checked",
            self: process(newKey, { ada: { resource: "urn:ada" } }),
            kind: "declared",
            resource: "urn:ada",
        },
        {
            what: "where another process of the same workspace has checked it",
            self: process(newKey),
            others: [process(newKey, { ada: { resource: "urn:ada" } })],
            kind: "declared",
            resource: "urn:ada",
        },
        {
            what: "where the program declares it, and no process has checked it: it is skipped, not targeted or further down",
            self: process(newKey, { checks: true }),
            programs: [program([{ ...byDefault, resource: "urn:ada" }])],
            kind: "declared",
            resource: "urn:ada",
        },
        {
            what: "under the name that the program gives it, where the process that has checked it knows none",
            self: process(newKey, { ada: {} }),
            programs: [program([{ ...byDefault, resource: "urn:ada" }])],
            kind: "declared",
            resource: "urn:ada",
        },
        {
            what: "where nothing was checked, because everything depends on a resource that has failed",
            self: process(newKey),
            programs: [program([byDefault])],
            kind: "declared",
        },
        {
            what: "also while constructors wait for other user ids",
            self: process(newKey, { ada: {} }),
            programs: [program([byDefault], { waiting: 1 })],
            kind: "declared",
        },
        {
            what: "where one of several programs declares it",
            self: process(newKey, { checks: true }),
            programs: [program([]), program([byDefault])],
            kind: "declared",
        },
    ],
    "A user whose profile is about to be taken away is free": [
        { what: "where nobody knows it", self: process(newKey), kind: "free" },
        {
            what: "where the program and the processes know others",
            self: process(newKey, { checks: true }),
            others: [process(oldKey, { checks: true })],
            programs: [program([], { hasCameBack: true })],
            kind: "free",
        },
    ],
    "In a run that looks like a destroy, nothing counts": [
        {
            what: "with --run-program: a resource came back with its id, and none was checked",
            self: process(newKey),
            programs: [program([byDefault], { hasCameBack: true })],
            kind: "free",
        },
        {
            what: "whatever the program waits for",
            self: process(newKey),
            programs: [program([byDefault], { hasCameBack: true, waiting: 3 })],
            kind: "free",
        },
        {
            what: "but it is none where another process has checked something",
            self: process(newKey),
            others: [process(oldKey, { checks: true })],
            programs: [program([byDefault], { hasCameBack: true })],
            kind: "declared",
        },
        {
            what: "but it is none where this process has checked something",
            self: process(newKey, { checks: true }),
            programs: [program([byDefault], { hasCameBack: true })],
            kind: "declared",
        },
    ],
    "While constructors wait for user ids that are pending or have failed": [
        {
            what: "nothing is taken away on suspicion",
            self: process(newKey, { checks: true }),
            programs: [program([], { waiting: 1 })],
            kind: "waiting",
        },
        {
            what: "nor where a process was told of a resource whose user is not known, as it is skipped",
            self: process(newKey, { checks: true }),
            others: [process(newKey, { waiting: 1 })],
            kind: "waiting",
        },
        {
            what: "nor where nothing was checked and nothing came back",
            self: process(newKey),
            programs: [program([]), program([], { waiting: 1 })],
            kind: "waiting",
        },
    ],
    "The same user in two Courier workspaces is two profiles:": [
        {
            what: "what another key declares does not count for a process that checks resources of its own",
            self: process(newKey, { checks: true }),
            others: [process(oldKey, { ada: { isNew: true } })],
            programs: [program([explicit])],
            kind: "free",
        },
        {
            what: "nor for one that checks none, where the other has had the user for long",
            self: process(newKey),
            others: [process(oldKey, { ada: { isNew: false } })],
            programs: [program([explicit])],
            kind: "free",
        },
        {
            what: "nor what the program declares for the stack's default provider, where this is an explicit one",
            self: process(oldKey, { checks: true }),
            programs: [program([byDefault])],
            kind: "free",
        },
        {
            what: "a second resource that declares the user, and was not checked, counts where its workspace is not known",
            self: process(newKey, { checks: true }),
            others: [process(oldKey, { ada: {} })],
            programs: [program([explicit, explicit])],
            kind: "declared",
        },
        {
            what: "what has the same base URL and key counts, whatever the provider's name",
            self: process({ provider: "urn:one", settings: "key" }, { checks: true }),
            others: [process({ provider: "urn:two", settings: "key" }, { ada: {} })],
            kind: "declared",
        },
        {
            what: "what has the same provider counts, whatever its key has been",
            self: process({ provider: "urn:one", ...oldKey }, { checks: true }),
            others: [process({ provider: "urn:one", ...newKey }, { ada: {} })],
            kind: "declared",
        },
        {
            what: "one whose workspace is not known counts everywhere",
            self: process(newKey, { checks: true }),
            others: [process({}, { ada: {} })],
            kind: "declared",
        },
        {
            what: "everything counts for one whose own workspace is not known",
            self: process({}, { checks: true }),
            others: [process(newKey, { ada: {} })],
            kind: "declared",
        },
    ],
    "Where the key was rotated, and one process has the new key and another the old": [
        {
            what: "a user that the new one has just been given counts for the old one, which is told to delete only",
            self: process(oldKey),
            others: [process(newKey, { ada: { isNew: true } })],
            programs: [program([byDefault])],
            kind: "declared",
        },
        {
            what: "a user whose resource was skipped counts for the old one",
            self: process(oldKey),
            others: [process(newKey, { checks: true })],
            programs: [program([byDefault])],
            kind: "declared",
        },
        {
            what: "all default providers are one workspace, where the face knows which they are",
            self: process({ provider: "urn:old", isDefault: true, ...oldKey }, { checks: true }),
            others: [process({ provider: "urn:new", isDefault: true, ...newKey }, { ada: {} })],
            kind: "declared",
        },
        {
            what: "a process that knows its provider, and deletes only, is told apart from a default one",
            self: process({ provider: "urn:explicit", isDefault: false, ...oldKey }),
            others: [
                process({ provider: "urn:default", isDefault: true, ...newKey }, { ada: { isNew: true } }),
            ],
            programs: [program([byDefault])],
            kind: "free",
        },
    ],
};

for (const [section, cases] of Object.entries(sections)) {
    describe(section, () => {
        for (const { what, self, others = [], programs = [], kind, resource } of cases) {
            it(what, () => {
                const found = standing("ada", self, others, programs);

                expect(found.kind).to.equal(kind);
                if (resource !== undefined) {
                    expect(found).to.include({ resource });
                }
            });
        }
    });
}

describe("Two workspaces are the same", () => {
    for (const [what, one, other, expected] of [
        ["of the same provider", { provider: "urn:a" }, { provider: "urn:a" }, true],
        ["of the same settings", { settings: "a" }, { settings: "a" }, true],
        ["of the stack's default providers", { isDefault: true }, { isDefault: true }, true],
        [
            "of explicit providers that differ",
            { provider: "a", settings: "1" },
            { provider: "b", settings: "2" },
            false,
        ],
        ["of a default and an explicit one", { isDefault: true }, { isDefault: false }, false],
        ["of two explicit ones", { isDefault: false }, { isDefault: false }, false],
        ["of which nothing is known", {}, {}, false],
    ] as const) {
        it(`${expected ? "where they are those" : "and not where they are those"} ${what}`, () => {
            expect(isSameWorkspace(one, other)).to.equal(expected);
            expect(isSameWorkspace(other, one)).to.equal(expected);
        });
    }
});
