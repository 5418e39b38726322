package backprop.show;

import backprop.check.Exercises;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The page that the lesson runs on. */
public final class Notebook {
    // Where there is no kernel, in a program or a test, text on the console is all that can be shown.
    private static final Kernel CONSOLE = new Kernel() {
        @Override
        public Consumer<Rendering> display(Rendering rendering) {
            System.out.println(rendering.text());
            return this::display;
        }

        @Override
        public String open(
                String target,
                Map<String, Object> data,
                Map<String, Object> metadata,
                Consumer<Map<String, Object>> received) {
            return "nobody listens";
        }

        @Override
        public void displayWidget(String id, Rendering elsewhere) {
            System.out.println(elsewhere.text());
        }
    };

    private static final int MOST_DIGITS = 17;

    private static volatile Kernel kernel = CONSOLE;
    private static volatile int digits = 6;
    private static volatile ShellErrors errors;

    private Notebook() {}

    /**
     * Lets charts, tables, matrices and pictures show themselves as the last line of a cell. JJava does this by itself when
     * the library is loaded; IJava needs this line. Calling it twice does no harm.
     */
    public static void connect() {
        if (kernel == CONSOLE) IJavaAdapter.findKernel().ifPresent(found -> kernel = found);
    }

    /** Shows an object now, in the middle of a cell: its picture or table where it has one, otherwise its text. */
    public static void show(Object object) {
        new Output().show(object);
    }

    /** Makes what is to be shown, anew each time that the reader moves a control. */
    @FunctionalInterface
    public interface Shown {
        /**
         * Anything that {@link Notebook#show} could show.
         *
         * @throws Exception which is then shown in its place
         */
        Object show() throws Exception;
    }

    /**
     * Shows controls and, below them, what a function makes of their values; when the reader moves one, the function is
     * called again. What it throws is shown in the place of the picture.
     *
     * <pre>{@code
     * Slider x = new Slider("x", -6, 6, 0.1, 0);
     * Notebook.interact(() -> tangentAt(x.value()), x);
     * }</pre>
     *
     * Where the page has no widgets, the picture for the first values is shown, and a sentence says what could be moved.
     *
     * @throws IllegalArgumentException if there is no control
     */
    public static void interact(Shown shown, Control... controls) {
        if (controls.length == 0)
            throw new IllegalArgumentException("there is no control to move; without one, Notebook.show is enough");
        new Interaction(shown, List.of(controls)).start();
    }

    /**
     * Several things as one, side by side as far as the page is wide enough: for {@link #interact}, where a picture wants a table
     * with it.
     *
     * @throws IllegalArgumentException if there is nothing
     */
    public static Rendering together(Object... parts) {
        if (parts.length == 0) throw new IllegalArgumentException("there is nothing to show together");
        return Renderings.beside(parts);
    }

    /**
     * Plays a computational graph step by step, forward and back: a slider, and a button that moves it. Where the page has no
     * widgets, all steps unfold as a film strip.
     */
    public static void play(Steps steps) {
        Player step = new Player("step", 1, steps.count());
        new Interaction(
                        () -> steps.at(step.value() - 1),
                        List.of(step),
                        new Drawing.Fold("All steps", steps.filmStrip()))
                .start();
    }

    /** Shows how far the reader is with the exercises, and keeps that up to date with every check. */
    public static void follow(Exercises exercises) {
        Output output = new Output();
        output.show(exercises);
        exercises.onCheck(() -> output.show(exercises));
    }

    /**
     * How many significant digits tables and matrices show from now on; 6 unless this is called.
     *
     * @throws IllegalArgumentException if a double has not so many, or it is not positive
     */
    public static void digits(int count) {
        if (count < 1 || count > MOST_DIGITS)
            throw new IllegalArgumentException(
                    "a double has 1 to " + MOST_DIGITS + " significant digits to show, not " + count);
        digits = count;
    }

    /**
     * The whole trace of the last error, for one that was shortened on the page; empty if there was none, or the kernel writes
     * its errors itself.
     */
    public static String trace() {
        return errors == null ? "" : errors.trace();
    }

    static void explainErrorsWith(ShellErrors shellErrors) {
        errors = shellErrors;
    }

    static int digits() {
        return digits;
    }

    /** Whether there is a page; otherwise all that is shown is text on the console. */
    static boolean isConnected() {
        return kernel != CONSOLE;
    }

    static Kernel kernel() {
        return kernel;
    }

    static void connectTo(Kernel newKernel) {
        kernel = newKernel;
    }
}
