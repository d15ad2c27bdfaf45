import type { Secrecy } from "../../core/messages/names";
import type { Workspace } from "../../core/user-ids/user-id-register";
import { hashOf, type RegisterFileWriter } from "./register-file";
import type { RegisterFolder } from "./register-folder";

/** A resource of the program, as it is known where its constructor runs. */
export interface ProgramResource<Urn = unknown> {
    readonly number: number;
    /** Its URN, or what stands for it until its parents' are known. */
    readonly urn: Urn;
    /** What tells apart the workspaces of one program: its provider. */
    readonly provider: object | undefined;
}

/** The register of one run of a program: its user ids, for the provider processes to know before they delete. */
export class ProgramRegister<Urn = string> {
    readonly #file: RegisterFileWriter;
    readonly #declared = new Map<string, ProgramResource<Urn>[]>();
    #resources = 0;

    /** @throws MessageError where there is no folder to write in */
    constructor(folder: RegisterFolder) {
        this.#file = folder.open("program");
    }

    /**
     * @param firstUrn what the register has for its URN until {@link setUrn} says better
     * @param provider the explicit provider of the resource; undefined for the stack's default one
     */
    addResource(
        firstUrn: string,
        urn: Urn,
        provider: object | undefined,
        workspace: Workspace,
    ): ProgramResource<Urn> {
        const number = this.#resources++;
        this.#file.append([{ resource: number, urn: firstUrn, workspace }]);
        return { number, urn, provider };
    }

    /** Takes the URN that Pulumi gives to the resource, which depends on its parents. */
    setUrn({ number }: ProgramResource, urn: string): void {
        this.#file.append([{ resource: number, urn }]);
    }

    setSecrecy({ number }: ProgramResource, secrecy: Secrecy): void {
        this.#file.append([{ secrecy, of: number }]);
    }

    /**
     * Enters user ids that the resource declares. Answers the first of them that another resource declares in the same
     * workspace, if there is one.
     */
    enter(
        resource: ProgramResource<Urn>,
        userIds: readonly string[],
    ): { readonly userId: string; readonly other: ProgramResource<Urn> } | undefined {
        this.#note(resource, userIds, {});
        let twice: { userId: string; other: ProgramResource<Urn> } | undefined;
        for (const userId of userIds) {
            const resources = this.#declared.get(userId) ?? [];
            const other = resources.find(
                ({ number, provider }) => number !== resource.number && provider === resource.provider,
            );
            twice ??= other && { userId, other };
            if (!resources.includes(resource)) {
                this.#declared.set(userId, [...resources, resource]);
            }
        }
        return twice;
    }

    /** Enters user ids whose profiles the resource reads. */
    enterRead(resource: ProgramResource, userIds: readonly string[]): void {
        this.#note(resource, userIds, { isRead: true });
    }

    /** Enters that user ids are to come. What is answered is to be called when they have. */
    startWaiting(): () => void {
        this.#file.append([{ waiting: 1 }]);
        return () => {
            this.#file.append([{ waiting: -1 }]);
        };
    }

    /** Enters that a resource came back from the engine with an id. */
    enterCameBack(): void {
        this.#file.append([{ cameBack: true }]);
    }

    #note({ number }: ProgramResource, userIds: readonly string[], flags: { isRead?: true }): void {
        const { salt } = this.#file;
        this.#file.append(userIds.map((userId) => ({ user: hashOf(userId, salt), of: number, ...flags })));
    }
}
