package specsweep.cli;

/** What the process says to the shell. */
final class ExitCode {
    static final int DONE = 0;
    static final int FATAL = 1;
    static final int BAD_INPUT = 2;
    /** Everything was tried, and some fits failed, diverged or timed out. */
    static final int FINISHED_WITH_FAILURES = 3;
    /** Stopped by Ctrl-C, as shells have it: 128 + SIGINT. */
    static final int INTERRUPTED = 130;

    /** Whoever read standard output has left, as shells have it: 128 + SIGPIPE. */
    static final int READER_LEFT = 141;

    private ExitCode() {}
}
