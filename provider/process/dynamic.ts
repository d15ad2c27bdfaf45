import type * as pulumi from "@pulumi/pulumi";
import { standardErrorLog } from "../run/log";
import { ProviderRun } from "../run/provider-run";
import { engineProcess } from "../run/register/engine-process";
import { ProcessRegister } from "../run/register/process-register";
import { RegisterFolder } from "../run/register/register-folder";
import { dynamicProviders } from "./dynamic-providers";
import { earlyEndOfRun } from "./end-of-run";
import { createEngineLog } from "./engine-log";

// What Pulumi's dynamic provider process loads. The text in users' state names this module and its exports,
// so they stay, and stay able to read every state that an earlier release has written.

/** The engine starts the provider process with its own address as the first argument. */
const engineAddress = /^[\w.[\]:-]+:\d+$/.exec(process.argv[2] ?? "")?.[0];

const register = new ProcessRegister({
    folder: engineAddress === undefined ? undefined : new RegisterFolder(engineAddress, engineProcess()),
    expectsProgram: true,
});
const cancellation = earlyEndOfRun(engineAddress, () => {
    register.removeRun();
});
const log = engineAddress === undefined ? standardErrorLog : createEngineLog(engineAddress);
const providers = dynamicProviders(new ProviderRun({ log, register, cancellation }));

/** The provider of `Profile`. */
export const profile: pulumi.dynamic.ResourceProvider = providers.profile;

/** The provider of `ProfileSet`. */
export const profileSet: pulumi.dynamic.ResourceProvider = providers.profileSet;
