import { ProfileSet, profilesFromFile } from "pulumi-courier";

// One resource for all of them: with thousands of rows, a resource each would slow Pulumi down.
new ProfileSet("fixtures", { profiles: profilesFromFile("users.csv") });
