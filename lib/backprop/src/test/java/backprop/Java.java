package backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A second Java with the classes of the tests. */
public final class Java {
    private Java() {}

    /** Runs a class to its end; what it printed, errors included. */
    public static String run(List<String> options, Class<?> main, String... arguments) throws Exception {
        return run(List.of(), options, main, arguments);
    }

    /**
     * Runs a class by another program.
     *
     * @param by that program and its arguments, which the command line of Java follows
     */
    public static String run(List<String> by, List<String> options, Class<?> main, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(by);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
