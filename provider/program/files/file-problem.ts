/** What is wrong with a file, and where in it. */
export class FileProblem extends Error {
    /**
     * @param place such as `line 3, column "email"`; undefined where the file as a whole is at fault
     * @param reason as a clause: `has 2 cells where the header row has 3`
     */
    constructor(place: string | undefined, reason: string) {
        super(place === undefined ? reason : `${place}: ${reason}`);
    }
}
