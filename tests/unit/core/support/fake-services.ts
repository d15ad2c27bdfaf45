import { Refusal } from "../../../../provider/core/messages/refusal";
import type { ResourceFacts } from "../../../../provider/core/input-checks";
import { nothingSecret, type Secrecy } from "../../../../provider/core/messages/names";
import type { Problem } from "../../../../provider/core/messages/problem";
import type { RunServices } from "../../../../provider/core/run-services";
import type { Standing } from "../../../../provider/core/user-ids/user-id-register";
import { UserLocks } from "../../../../provider/core/user-ids/user-locks";
import { ProcessRegister } from "../../../../provider/run/register/process-register";
import { FakeCourier } from "./fake-courier";

/** The register of a process that is alone, and what its program would have entered. */
class FakeRegister extends ProcessRegister {
    /** Whether constructors of the program wait for user ids. */
    isWaiting = false;
    secrecy: Secrecy = nothingSecret;

    override standingOf(userId: string): Standing {
        const standing = super.standingOf(userId);
        return standing.kind === "free" && this.isWaiting ? { kind: "waiting" } : standing;
    }

    override secrecyOf(): Secrecy {
        return this.secrecy;
    }
}

/** One run of the provider process against a {@link FakeCourier}. */
export class FakeServices implements RunServices {
    readonly register = new FakeRegister();
    readonly locks = new UserLocks();
    readonly warnings: string[] = [];
    /** The lines that are no warnings, each with the resource that it is shown under. */
    readonly lines: { readonly resource: string | undefined; readonly line: string }[] = [];
    problems: Problem[] = [];
    refusedUserIds: string[] = [];

    constructor(readonly courier = new FakeCourier()) {}

    settingsProblems(): readonly Problem[] {
        return this.problems;
    }

    userIdRefusal(userId: string): string | undefined {
        return this.refusedUserIds.includes(userId) ? "is not allowed here" : undefined;
    }

    courierFor(userId: string): FakeCourier {
        if (this.refusedUserIds.includes(userId)) {
            throw new Refusal(`userId is "${userId}", which is not allowed here`);
        }
        return this.courier;
    }

    warn(message: string): Promise<void> {
        this.warnings.push(message);
        return Promise.resolve();
    }

    inform(line: string, resource?: string): Promise<void> {
        this.lines.push({ resource, line });
        return Promise.resolve();
    }
}

/** What a face that knows its resources tells of one. */
export function named(urn: string): ResourceFacts {
    return { urn };
}
