import fc from "fast-check";

/** What random tests begin with, so that a failure can be repeated: `SEED` in the environment gives another. */
export const seed = Number(process.env.SEED ?? 20260101);

fc.configureGlobal({ seed });
