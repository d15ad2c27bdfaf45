/**
 * Courier user profiles as Pulumi resources: {@link Profile} for one, {@link ProfileSet} for many.
 * {@link profilesFromFile} reads profiles from a file, {@link getProfile} one from Courier.
 *
 * The provider is configured by the stack's settings, which docs/settings.md lists.
 *
 * @module pulumi-courier
 */
import { requireNode } from "./resources/node-version";

export { profilesFromFile } from "./files/profiles-from-file";
export { getProfile, getProfileOutput } from "./resources/get-profile";
export { Profile, type ProfileArgs } from "./resources/profile";
export { ProfileSet, type ProfileSetArgs } from "./resources/profile-set";
export type { ProfileOptionsArgs } from "./resources/profile-options";
export type { JsonObject, JsonValue } from "./core/json";
export type { CourierProfile, Inputs } from "./resources/courier-profile";

requireNode(process.versions.node);
