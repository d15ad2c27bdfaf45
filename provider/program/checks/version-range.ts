/** Whether a version such as "3.248.0" is in a range such as ">=3.216.0 <4". What it cannot read it lets pass. */
export function isInRange(version: string, range: string): boolean {
    return range
        .trim()
        .replace(/(>=|<)\s+/g, "$1")
        .split(/\s+/)
        .every((part) => {
            const [, operator, limit] = /^(>=|<)v?(\d+(?:\.\d+){0,2})$/.exec(part) ?? [];
            if (limit === undefined) {
                return true;
            }
            const isLower = compareVersions(version, limit) < 0;
            return operator === "<" ? isLower : !isLower;
        });
}

/** Negative where `a` is the older one; a missing part counts as 0, and what follows a hyphen not at all. */
function compareVersions(a: string, b: string): number {
    const [first, second] = [a, b].map((version) =>
        version
            .replace(/^v|[-+].*$/g, "")
            .split(".")
            .map(Number),
    );
    return (
        [0, 1, 2]
            .map((index) => (first?.[index] ?? 0) - (second?.[index] ?? 0))
            .find((difference) => difference !== 0) ?? 0
    );
}
