import Mocha from "mocha";

/** Mocha's `spec` reporter, with one line for scripts at the end: "N passed, N failed". */
export default class SpecWithCounts extends Mocha.reporters.Spec {
    epilogue() {
        super.epilogue();
        console.log(`${this.stats.passes} passed, ${this.stats.failures} failed`);
    }
}
