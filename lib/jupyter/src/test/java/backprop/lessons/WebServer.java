package backprop.lessons;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server that comes with Python, for a folder of pages, on a free port. */
final class WebServer implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile(" port (\\d+)");

    private final Process process;
    private final String address;

    private WebServer(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    static WebServer of(Path folder) throws IOException {
        Process process = new ProcessBuilder(
                        System.getProperty("python", "python3"),
                        "-u",
                        "-m",
                        "http.server",
                        "0",
                        "--bind",
                        "127.0.0.1",
                        "--directory",
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        // It says where it listens before it answers anybody.
        BufferedReader said = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        String line = said.readLine();
        Matcher port = PORT.matcher(String.valueOf(line));
        if (!port.find()) {
            process.destroy();
            throw new IOException("Python's server does not start: " + line);
        }
        return new WebServer(process, "http://127.0.0.1:" + port.group(1) + "/");
    }

    String address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
