/**
 * Courier user profiles as Pulumi resources: {@link Profile} for one, {@link ProfileSet} for many.
 * {@link profilesFromFile} reads profiles from a file, {@link getProfile} one from Courier.
 *
 * The provider is configured by the stack's settings, which docs/settings.md lists.
 *
 * @module pulumi-courier
 */
import { requireNode } from "./program/checks/node-version-check";

export { profilesFromFile, type ProfilesFromFileOptions } from "./program/files/profiles-from-file";
export { getProfile, getProfileOutput } from "./program/get-profile";
export { Profile, type ProfileArgs } from "./program/profile";
export { ProfileSet, type ProfileSetArgs } from "./program/profile-set";
export type { ProfileOptionsArgs } from "./program/types/profile-options-args";
export type { JsonObject, JsonValue } from "./core/values/json";
export type { CourierProfile } from "./program/types/courier-profile-type";
export type { Inputs, Outputs } from "./program/types/input-and-output-types";

requireNode(process.versions.node);
