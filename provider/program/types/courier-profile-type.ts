import type { JsonObject, JsonValue } from "../../core/values/json";

/**
 * A Courier user profile: the keys that Courier knows (Courier's documentation, "User Profiles" and each
 * channel provider's page), all optional, and any other key with a JSON value. Keys are spelled as Courier
 * spells them and sent as they are. A key set to null counts as not declared.
 *
 * This is what is read. A variable for what is declared is better of the type {@link Inputs}`<CourierProfile>`, which
 * takes outputs, values of interfaces and readonly arrays as well.
 */
export interface CourierProfile {
    /** The address that email is sent to. */
    email?: string | null | undefined;
    /** Whether the user has been proven to own {@link email}. */
    email_verified?: boolean | null | undefined;
    /** The number that SMS is sent to, in E.164 form, such as `"+15551234567"`. */
    phone_number?: string | null | undefined;
    /** Whether the user has been proven to own {@link phone_number}. */
    phone_number_verified?: boolean | null | undefined;
    /** Full name, as it is displayed. */
    name?: string | null | undefined;
    /** First name. */
    given_name?: string | null | undefined;
    /** Last name. */
    family_name?: string | null | undefined;
    /** Middle name, or several. */
    middle_name?: string | null | undefined;
    /** The name friends call the user by. */
    nickname?: string | null | undefined;
    /** The name the user wants to be called by. */
    preferred_name?: string | null | undefined;
    /** URL of the user's profile page. */
    profile?: string | null | undefined;
    /** URL of the user's picture. */
    picture?: string | null | undefined;
    /** URL of the user's web site. */
    website?: string | null | undefined;
    /** Gender, in any words. */
    gender?: string | null | undefined;
    /** Date of birth, as `"YYYY-MM-DD"`. */
    birthdate?: string | null | undefined;
    /** Time zone by its IANA name, such as `"Europe/Paris"`. */
    zoneinfo?: string | null | undefined;
    /** Language and region as a BCP 47 tag, such as `"en-US"`: which translation the user gets. */
    locale?: string | null | undefined;
    /** The subject that an identity provider knows the user by. */
    sub?: string | null | undefined;
    /** When the profile was last changed, as the identity provider tells. */
    updated_at?: string | null | undefined;
    /** Postal address. */
    address?:
        | {
              /** The whole address, as it is displayed or put on a label. */
              formatted?: string | null | undefined;
              /** Street, house number and the like, with line breaks. */
              street_address?: string | null | undefined;
              /** City. */
              locality?: string | null | undefined;
              /** State, province or prefecture. */
              region?: string | null | undefined;
              /** Postal or zip code. */
              postal_code?: string | null | undefined;
              /** Country, by its name. */
              country?: string | null | undefined;
              [key: string]: JsonValue | undefined;
          }
        | null
        | undefined;
    /** Your own data about the user: available to templates, routing and automations. */
    custom?: JsonObject | null | undefined;
    /** Airship push: its audience and device types. */
    airship?: JsonObject | null | undefined;
    /** Apple push: the token or tokens of the user's devices. */
    apn?:
        | {
              /** The token of the only device. */
              token?: string | null | undefined;
              /** The tokens of several devices. */
              tokens?: JsonValue | undefined;
              [key: string]: JsonValue | undefined;
          }
        | null
        | undefined;
    /** Amazon SNS: the endpoint or topic that is published to. */
    aws_sns?:
        | {
              /** The endpoint's or topic's ARN. */
              target_arn?: string | null | undefined;
              [key: string]: JsonValue | undefined;
          }
        | null
        | undefined;
    /** Discord: the user or the channel that is written to. */
    discord?:
        | {
              /** The user's id, for a direct message. */
              user_id?: string | null | undefined;
              /** The channel's id. */
              channel_id?: string | null | undefined;
              [key: string]: JsonValue | undefined;
          }
        | null
        | undefined;
    /** Expo push: the token or tokens of the user's devices. */
    expo?:
        | {
              /** The token of the only device. */
              token?: string | null | undefined;
              /** The tokens of several devices. */
              tokens?: JsonValue | undefined;
              [key: string]: JsonValue | undefined;
          }
        | null
        | undefined;
    /** Facebook Messenger: the user's page-scoped id. */
    facebookPSID?: string | null | undefined;
    /** Firebase push: the token or tokens of the user's devices. */
    firebaseToken?: string | string[] | null | undefined;
    /** Intercom: the sender and the recipient. */
    intercom?:
        | {
              /** The id of the admin who sends. */
              from?: string | null | undefined;
              [key: string]: JsonValue | undefined;
          }
        | null
        | undefined;
    /** Microsoft Teams: the user, channel or conversation that is written to. */
    ms_teams?:
        | {
              /** The id of the organisation in Microsoft Teams. */
              tenant_id?: string | null | undefined;
              /** The URL of the Teams service. */
              service_url?: string | null | undefined;
              /** The user's id in Teams. */
              user_id?: string | null | undefined;
              /** The address that Teams knows the user by. */
              email?: string | null | undefined;
              /** The conversation's id. */
              conversation_id?: string | null | undefined;
              /** The channel's id. */
              channel_id?: string | null | undefined;
              /** The channel's name, in the team of `team_id`. */
              channel_name?: string | null | undefined;
              /** The team's id. */
              team_id?: string | null | undefined;
              [key: string]: JsonValue | undefined;
          }
        | null
        | undefined;
    /** Slack: the user or channel that is written to. */
    slack?:
        | {
              /** The token of the app that writes. It is a secret: use `pulumi.secret`. */
              access_token?: string | null | undefined;
              /** The channel that is written to. */
              channel?: string | null | undefined;
              /** The user's id in Slack, for a direct message. */
              user_id?: string | null | undefined;
              /** The address that Slack knows the user by, for a direct message. */
              email?: string | null | undefined;
              [key: string]: JsonValue | undefined;
          }
        | null
        | undefined;
    /** Webhook: where to, and how, notifications are posted. */
    webhook?:
        | {
              /** The URL that is posted to. */
              url?: string | null | undefined;
              [key: string]: JsonValue | undefined;
          }
        | null
        | undefined;
    /** Any other key. */
    [key: string]: JsonValue | undefined;
}
