/** What is wrong with a file, and where in it. */
export class FileProblem extends Error {
    /**
     * @param place such as `line 3, column "email"`; undefined where the file as a whole is at fault
     * @param reason as a clause: `has 2 cells where the header row has 3`
     * @param advice what to do, where the reason does not say so
     */
    constructor(place: string | undefined, reason: string, advice?: string) {
        const problem = advice === undefined ? reason : `${reason}; ${advice}`;
        super(place === undefined ? problem : `${place}: ${problem}`);
    }
}
