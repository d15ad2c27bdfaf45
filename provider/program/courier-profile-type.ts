import type * as pulumi from "@pulumi/pulumi";
import type { JsonObject, JsonValue } from "../core/values/json";

/**
 * A Courier user profile: the keys that Courier knows (Courier's documentation, "User Profiles" and each
 * channel provider's page), all optional, and any other key with a JSON value. Keys are spelled as Courier
 * spells them and sent as they are. A key set to null counts as not declared.
 */
export interface CourierProfile {
    /** The address that email is sent to. */
    email?: string | null;
    /** Whether the user has been proven to own {@link email}. */
    email_verified?: boolean | null;
    /** The number that SMS is sent to, in E.164 form, such as `"+15551234567"`. */
    phone_number?: string | null;
    /** Whether the user has been proven to own {@link phone_number}. */
    phone_number_verified?: boolean | null;
    /** Full name, as it is displayed. */
    name?: string | null;
    /** First name. */
    given_name?: string | null;
    /** Last name. */
    family_name?: string | null;
    /** Middle name, or several. */
    middle_name?: string | null;
    /** The name friends call the user by. */
    nickname?: string | null;
    /** The name the user wants to be called by. */
    preferred_name?: string | null;
    /** URL of the user's profile page. */
    profile?: string | null;
    /** URL of the user's picture. */
    picture?: string | null;
    /** URL of the user's web site. */
    website?: string | null;
    /** Gender, in any words. */
    gender?: string | null;
    /** Date of birth, as `"YYYY-MM-DD"`. */
    birthdate?: string | null;
    /** Time zone by its IANA name, such as `"Europe/Paris"`. */
    zoneinfo?: string | null;
    /** Language and region as a BCP 47 tag, such as `"en-US"`: which translation the user gets. */
    locale?: string | null;
    /** The subject that an identity provider knows the user by. */
    sub?: string | null;
    /** When the profile was last changed, as the identity provider tells. */
    updated_at?: string | null;
    /** Postal address. */
    address?: {
        /** The whole address, as it is displayed or put on a label. */
        formatted?: string | null;
        /** Street, house number and the like, with line breaks. */
        street_address?: string | null;
        /** City. */
        locality?: string | null;
        /** State, province or prefecture. */
        region?: string | null;
        /** Postal or zip code. */
        postal_code?: string | null;
        /** Country, by its name. */
        country?: string | null;
        [key: string]: JsonValue | undefined;
    } | null;
    /** Your own data about the user: available to templates, routing and automations. */
    custom?: JsonObject | null;
    /** Airship push: its audience and device types. */
    airship?: JsonObject | null;
    /** Apple push: the token or tokens of the user's devices. */
    apn?: {
        /** The token of the only device. */
        token?: string | null;
        /** The tokens of several devices. */
        tokens?: JsonValue;
        [key: string]: JsonValue | undefined;
    } | null;
    /** Amazon SNS: the endpoint or topic that is published to. */
    aws_sns?: {
        /** The endpoint's or topic's ARN. */
        target_arn?: string | null;
        [key: string]: JsonValue | undefined;
    } | null;
    /** Discord: the user or the channel that is written to. */
    discord?: JsonObject | null;
    /** Expo push: the token or tokens of the user's devices. */
    expo?: {
        /** The token of the only device. */
        token?: string | null;
        /** The tokens of several devices. */
        tokens?: JsonValue;
        [key: string]: JsonValue | undefined;
    } | null;
    /** Facebook Messenger: the user's page-scoped id. */
    facebookPSID?: string | null;
    /** Firebase push: the token or tokens of the user's devices. */
    firebaseToken?: string | string[] | null;
    /** Intercom: the sender and the recipient. */
    intercom?: JsonObject | null;
    /** Microsoft Teams: the user, channel or conversation that is written to. */
    ms_teams?: JsonObject | null;
    /** Slack: the user or channel that is written to. Its `access_token` is a secret: use `pulumi.secret`. */
    slack?: JsonObject | null;
    /** Webhook: where to, and how, notifications are posted. */
    webhook?: {
        /** The URL that is posted to. */
        url?: string | null;
        [key: string]: JsonValue | undefined;
    } | null;
    /** Any other key. */
    [key: string]: JsonValue | undefined;
}

/**
 * A type whose values, at any depth, may also be outputs of other resources, or secrets.
 *
 * @typeParam T the type with plain values
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { type CourierProfile, type Inputs, Profile } from "pulumi-courier";
 *
 * const slack: Inputs<CourierProfile> = {
 *     slack: { access_token: new pulumi.Config().requireSecret("slackToken"), channel: "ops" },
 * };
 * new Profile("ops", { userId: "svc-ops", profile: slack });
 * ```
 */
export type Inputs<T> = pulumi.Input<
    T extends readonly (infer Item)[]
        ? Inputs<Item>[]
        : T extends object
          ? { [Key in keyof T]: Inputs<T[Key]> }
          : T
>;
