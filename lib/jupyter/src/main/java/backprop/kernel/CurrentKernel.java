package backprop.kernel;

import backprop.show.draw.Rendering;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The kernel that this program runs in. */
public final class CurrentKernel {
    private static final PageComm NOBODY = new PageComm() {
        @Override
        public String id() {
            return "nobody listens";
        }

        @Override
        public void send(Map<String, Object> data) {
            // nobody listens
        }
    };

    // Where there is no kernel, in a program or a test, text on the console is all that can be shown.
    private static final Kernel CONSOLE = new Kernel() {
        @Override
        public void render(Class<?> type, Function<Object, Rendering> look) {
            // nothing is shown by itself
        }

        @Override
        public void renderOthers(Function<Object, String> text) {
            // nothing is shown by itself
        }

        @Override
        public Consumer<Rendering> display(Rendering rendering) {
            System.out.println(rendering.text());
            return this::display;
        }

        @Override
        public PageComm openComm(
                String target,
                Map<String, Object> data,
                Map<String, Object> metadata,
                Consumer<Map<String, Object>> received) {
            return NOBODY;
        }

        @Override
        public void serve(String target, UnaryOperator<Map<String, Object>> answer) {
            // nobody asks
        }

        @Override
        public void displayWidget(String id, Rendering elsewhere) {
            System.out.println(elsewhere.text());
        }
    };

    private static volatile Kernel kernel = CONSOLE;

    private CurrentKernel() {}

    /** The kernel, or the console where there is none. */
    public static Kernel get() {
        return kernel;
    }

    /** Whether there is a page; otherwise all that is shown is text on the console. */
    public static boolean isConnected() {
        return kernel != CONSOLE;
    }

    /** IJava, if this program runs in it; JJava makes itself known. */
    public static Optional<Kernel> find() {
        try {
            return IJavaKernel.find();
        } catch (LinkageError e) {
            // Not even the libraries are there that its adapter needs.
            return Optional.empty();
        }
    }

    /** From now on things are shown there. */
    public static void set(Kernel newKernel) {
        kernel = newKernel;
    }
}
