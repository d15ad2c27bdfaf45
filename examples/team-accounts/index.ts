import { TeamAccounts } from "./team-accounts";

const payments = new TeamAccounts("payments", { onCall: ["ada", "lin"] });
const search = new TeamAccounts("search", { onCall: ["ada"] });

export const userIds = { payments: payments.userIds, search: search.userIds };
