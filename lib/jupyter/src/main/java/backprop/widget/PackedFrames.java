package backprop.widget;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Pieces of HTML that differ in little, packed for a page. They are cut at their tags, quotes and spaces, paths left whole;
 * those with equally many cuts are a group, and of a group is kept once what is the same in all, and of the rest, column by
 * column, each different piece once and which row has which. Long pieces are kept once for all groups. (Deflate alone, whose
 * window is smaller than most frames, leaves 5.7 times the bytes in all lessons together.)
 */
final class PackedFrames {
    private static final Pattern SVG = Pattern.compile("data:image/svg\\+xml;base64,([A-Za-z0-9+/=]*)");

    private static final int LONG = 100;

    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> pieces = new ArrayList<>();
    private final Map<Integer, List<int[]>> groups = new LinkedHashMap<>();
    private final List<int[]> places = new ArrayList<>();
    private final Map<Integer, Integer> longPieces = new LinkedHashMap<>();

    /**
     * The frames for all positions of some controls.
     *
     * @param controls which ones
     * @param frames for each combination, the last control moving fastest
     */
    record Table(int[] controls, int[] frames) {}

    /** Adds a frame and returns its number. */
    int add(String html) {
        int[] cut = cut(inWords(html));
        List<int[]> group = groups.computeIfAbsent(cut.length, length -> new ArrayList<>());
        places.add(new int[] {cut.length, group.size()});
        group.add(cut);
        return places.size() - 1;
    }

    // Packed, Base64 takes several times what the picture's own words do.
    private static String inWords(String html) {
        return SVG.matcher(html).replaceAll(match -> {
            String svg = new String(Base64.getDecoder().decode(match.group(1)), StandardCharsets.UTF_8);
            return Matcher.quoteReplacement("data:image/svg+xml;charset=utf-8,"
                    + svg.replace("%", "%25")
                            .replace("#", "%23")
                            .replace("\n", "%0A")
                            .replace("&", "&amp;")
                            .replace("\"", "&quot;"));
        });
    }

    private int[] cut(String html) {
        int[] cut = new int[html.length()];
        int count = 0;
        int from = 0;
        boolean inPath = false;
        for (int i = 0; i < html.length(); i++) {
            char c = html.charAt(i);
            if (i < html.length() - 1 && (inPath ? c != '\'' : "<>'\" ".indexOf(c) < 0)) continue;
            inPath = c == '\'' && html.startsWith(" d=", i - 3);
            cut[count++] = id(html.substring(from, i + 1));
            from = i + 1;
        }
        return Arrays.copyOf(cut, count);
    }

    private int id(String piece) {
        return ids.computeIfAbsent(piece, unknown -> {
            pieces.add(unknown);
            return pieces.size() - 1;
        });
    }

    /** Writes the file, whose name follows from its content, and returns the name with that of the folder. */
    String write(Path folder, List<Table> tables) throws IOException {
        byte[] json = json(tables);
        CRC32 sum = new CRC32();
        sum.update(json);
        Path file = folder.resolve(String.format("%08x.bin", sum.getValue()));
        Files.createDirectories(folder);
        try (var out = new DeflaterOutputStream(Files.newOutputStream(file), new Deflater(Deflater.BEST_COMPRESSION))) {
            out.write(json);
        }
        return folder.getFileName() + "/" + file.getFileName();
    }

    private byte[] json(List<Table> tables) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Integer> lengths = List.copyOf(groups.keySet());
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("tables");
            for (Table table : tables) {
                json.writeStartObject();
                json.writeFieldName("controls");
                json.writeArray(table.controls, 0, table.controls.length);
                json.writeFieldName("frames");
                json.writeArray(table.frames, 0, table.frames.length);
                json.writeEndObject();
            }
            json.writeEndArray();
            int[] group =
                    places.stream().mapToInt(place -> lengths.indexOf(place[0])).toArray();
            int[] row = places.stream().mapToInt(place -> place[1]).toArray();
            json.writeFieldName("group");
            json.writeArray(group, 0, group.length);
            json.writeFieldName("row");
            json.writeArray(row, 0, row.length);
            json.writeArrayFieldStart("groups");
            for (int length : lengths) write(json, groups.get(length), length);
            json.writeEndArray();
            json.writeArrayFieldStart("long");
            for (int piece : longPieces.keySet()) json.writeString(pieces.get(piece));
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** A group: the fixed pieces before, between and after its columns, and the columns. */
    private void write(JsonGenerator json, List<int[]> rows, int length) throws IOException {
        List<int[]> columns = new ArrayList<>();
        List<String> fixed = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int place = i;
            int[] column = rows.stream().mapToInt(row -> row[place]).toArray();
            String first = pieces.get(column[0]);
            if (first.length() < LONG && isTheSameInAll(column)) text.append(first);
            else {
                columns.add(column);
                fixed.add(text.toString());
                text.setLength(0);
            }
        }
        fixed.add(text.toString());
        json.writeStartObject();
        json.writeFieldName("fixed");
        json.writeArray(fixed.toArray(String[]::new), 0, fixed.size());
        json.writeArrayFieldStart("columns");
        for (int[] column : columns) write(json, column);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static boolean isTheSameInAll(int[] column) {
        return Arrays.stream(column).allMatch(piece -> piece == column[0]);
    }

    /** A column: its pieces, the long ones as numbers, and which row has which if there are several. */
    private void write(JsonGenerator json, int[] column) throws IOException {
        Map<Integer, Integer> local = new LinkedHashMap<>();
        for (int piece : column) local.putIfAbsent(piece, local.size());
        json.writeStartObject();
        json.writeArrayFieldStart("pieces");
        for (int piece : local.keySet()) {
            if (pieces.get(piece).length() < LONG) json.writeString(pieces.get(piece));
            else {
                longPieces.putIfAbsent(piece, longPieces.size());
                json.writeNumber(longPieces.get(piece));
            }
        }
        json.writeEndArray();
        if (local.size() > 1) {
            json.writeFieldName("rows");
            int[] which = Arrays.stream(column).map(local::get).toArray();
            json.writeArray(which, 0, which.length);
        }
        json.writeEndObject();
    }

    /** Text in JSON. */
    static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}
