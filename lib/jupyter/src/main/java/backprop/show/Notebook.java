package backprop.show;

import backprop.errors.ErrorExplanations;
import backprop.kernel.CurrentKernel;
import backprop.kernel.Kernel;
import backprop.kernel.TimeLimit;
import backprop.show.draw.Numbers;
import backprop.show.draw.Picture;
import backprop.show.draw.Rendering;
import backprop.widget.Control;
import backprop.widget.Player;
import java.util.List;

/** The notebook that a lesson runs in. */
public final class Notebook {
    private Notebook() {}

    /**
     * Registers renderers, so that a chart, table, matrix, picture, array or list is shown as the last line of a cell. JJava does this by
     * itself when the library is loaded; IJava needs this call. Calling it twice does no harm.
     */
    public static void connect() {
        if (!CurrentKernel.isConnected()) CurrentKernel.find().ifPresent(Notebook::connect);
    }

    static void connect(Kernel kernel) {
        Renderings.installInto(kernel);
        CurrentKernel.set(kernel);
    }

    /** Shows an object now, in the middle of a cell: its picture or table where it has one, otherwise its text. */
    public static void show(Object object) {
        new Output().show(object);
    }

    /** Makes the object to show, each time that the reader moves a control. */
    @FunctionalInterface
    public interface Shown {
        /**
         * Anything that {@link Notebook#show} could show.
         *
         * @throws Exception which is then shown instead
         */
        Object show() throws Exception;
    }

    /**
     * Shows controls and, below them, the result of a function of their values; when the reader moves one, the function is
     * called again. An exception is shown in place of the picture.
     *
     * <pre>{@code
     * Slider x = new Slider("x", -6, 6, 0.1, 0);
     * Notebook.interact(() -> tangentAt(x.value()), x);
     * }</pre>
     *
     * Where there are no widgets, the picture for the initial values is shown, and a sentence names the controls.
     *
     * @throws IllegalArgumentException if there is no control
     */
    public static void interact(Shown shown, Control... controls) {
        if (controls.length == 0)
            throw new IllegalArgumentException("there is no control to move; without one, Notebook.show is enough");
        Interaction.start(shown, List.of(controls), "");
    }

    /**
     * Several objects as one, side by side if the notebook is wide enough: for {@link #interact} with a picture and a table.
     *
     * @throws IllegalArgumentException if there is nothing
     */
    public static Rendering together(Object... parts) {
        if (parts.length == 0) throw new IllegalArgumentException("there is nothing to show together");
        return TimeLimit.show("these parts", () -> Renderings.beside(parts));
    }

    /**
     * Plays a computational graph step by step, forward and back: a slider, and a button that moves it. Where there are no
     * widgets, all steps unfold as a film strip.
     */
    public static void play(Steps steps) {
        Player step = new Player("step", 1, steps.count());
        Picture.Fold strip = new Picture.Fold("All steps", steps.filmStrip());
        Interaction.start(() -> steps.at(step.value() - 1), List.of(step), strip.html());
    }

    /**
     * How many significant digits tables and matrices show from now on; 6 unless this is called.
     *
     * @throws IllegalArgumentException if count is not positive, or a double does not have so many
     */
    public static void digits(int count) {
        Numbers.digits(count);
    }

    /**
     * The full stack trace of the last error, of which the cell shows a part; empty if there was none, or the kernel writes
     * its errors itself.
     */
    public static String trace() {
        return ErrorExplanations.lastTrace();
    }

    /** Whether errors in a cell are explained in a sentence (the default), or only shown as the kernel does. */
    public static void explainErrors(boolean explain) {
        ErrorExplanations.enable(explain);
    }
}
