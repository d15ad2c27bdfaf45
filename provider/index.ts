export { Profile, type ProfileArgs } from "./resources/profile";
export type { CourierProfile, Inputs } from "./resources/courier-profile";
