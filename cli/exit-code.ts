/** How a command ends: it did all, something failed, or its arguments cannot be understood. */
export const exitCode = { done: 0, failed: 1, usage: 2 } as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
