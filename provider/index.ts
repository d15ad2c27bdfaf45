import { requireNode } from "./resources/node-version";

export { profilesFromFile } from "./files/profiles-from-file";
export { getProfile, getProfileOutput } from "./resources/get-profile";
export { Profile, type ProfileArgs } from "./resources/profile";
export { ProfileSet, type ProfileSetArgs } from "./resources/profile-set";
export type { ProfileOptionsArgs } from "./resources/profile-options";
export type { CourierProfile, Inputs } from "./resources/courier-profile";

requireNode(process.versions.node);
