import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the double twin of a class for floats, for Java has no way to write it once for both. The build runs it. */
final class GenerateDoubles {
    private GenerateDoubles() {}

    /** Arguments: the folder of the float classes, the one for their twins, and the names of the classes. */
    public static void main(String[] args) throws IOException {
        Path from = Path.of(args[0]);
        Path to = Files.createDirectories(Path.of(args[1]));
        for (int i = 2; i < args.length; i++) {
            String twin = inDoubles(Files.readString(from.resolve(args[i] + ".java")));
            write(to.resolve(inDoubles(args[i]) + ".java"), "// Generated from " + args[i] + ".\n" + twin);
        }
    }

    private static String inDoubles(String code) {
        return code.replaceFirst(" Double\\w+ is generated from this\\.", "")
                .replace("(float) ", "")
                .replace("float", "double")
                .replace("Float", "Double")
                .replace("FDRM", "DDRM");
    }

    /** Only what has changed, or the compiler would start anew at every build. */
    private static void write(Path file, String code) throws IOException {
        if (!Files.exists(file) || !Files.readString(file).equals(code)) Files.writeString(file, code);
    }
}
