package backprop.lessons;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the project's scripts as a reader does: with the Python of the environment that binder/lab.py has set up. */
public final class Python {
    private Python() {}

    /** What a program that has ended printed, errors included. */
    public record Finished(int exitCode, String output) {}

    /** Executes lessons with binder/lessons.py. */
    static Finished lessons(Map<String, String> variables, String... arguments)
            throws IOException, InterruptedException {
        return lessons(List.of(), variables, arguments);
    }

    /**
     * Executes lessons with binder/lessons.py.
     *
     * @param through a program that starts what follows it, with its arguments, such as {@code taskset -c 0}
     */
    static Finished lessons(List<String> through, Map<String, String> variables, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(through);
        command.addAll(inEnvironment(List.of("binder/lessons.py"), arguments));
        return run(command, variables);
    }

    /** Converts notebooks with nbconvert. */
    static Finished nbconvert(String... arguments) throws IOException, InterruptedException {
        return run(inEnvironment(List.of("-m", "nbconvert"), arguments), Map.of());
    }

    /** Runs cells on one kernel, whatever they do to it; see run_cells.py. */
    static Finished cells(String sources) throws IOException, InterruptedException {
        return run(inEnvironment(List.of("lib/jupyter/src/test/python/run_cells.py")), Map.of(), sources);
    }

    private static List<String> inEnvironment(List<String> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(of(Path.of(".venv")).toString()));
        command.addAll(program);
        command.addAll(List.of(arguments));
        return command;
    }

    private static Path of(Path environment) {
        Path windows = environment.resolve("Scripts").resolve("python.exe");
        return Files.exists(windows) ? windows : environment.resolve("bin").resolve("python");
    }

    /** Runs the Python of an environment. */
    public static Finished runIn(Path environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(of(environment).toString()));
        command.addAll(List.of(arguments));
        return run(command, Map.of());
    }

    /** Runs the Python that Maven was told to use. */
    public static Finished run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("python", "python3")));
        command.addAll(List.of(arguments));
        return run(command, Map.of());
    }

    private static Finished run(List<String> command, Map<String, String> variables)
            throws IOException, InterruptedException {
        return run(command, variables, "");
    }

    private static Finished run(List<String> command, Map<String, String> variables, String input)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(variables);
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Finished(process.waitFor(), output);
    }
}
