/**
 * Stands for a value that a preview cannot know yet, because it comes from a resource that does not exist
 * yet. Each face of the provider translates its engine's own marker to this one.
 */
export const unknown: unique symbol = Symbol("unknown");

/** Whether anything inside the value is unknown. */
export function containsUnknown(value: unknown): boolean {
    if (value === unknown) {
        return true;
    }
    return typeof value === "object" && value !== null && Object.values(value).some(containsUnknown);
}
