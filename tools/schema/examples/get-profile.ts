import * as courier from "pulumi-courier-sdk";

const ada = courier.getProfileOutput({ userId: "user-ada" });

export const email = ada.apply(({ profile }) => profile.email);
