package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import backprop.Required;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whether the versions that we are pinned to have known faults. What is known stands in records of the Open Source
 * Vulnerability format, which the option {@code -Dadvisories=FOLDER} names; without it the test is skipped.
 */
class PinsStress {
    @Test
    void noPinnedVersionHasAKnownFault() throws IOException {
        String folder = System.getProperty("advisories");
        if (folder == null)
            Required.missing(
                    "advisories",
                    "no records of known faults; unpack osv.dev's all.zip of PyPI and of Maven, and name the folder with"
                            + " -Dadvisories=FOLDER");
        Map<String, Map<String, String>> pinned = Map.of(
                "PyPI", Pins.python(Path.of("binder/requirements.txt")),
                "Maven", Pins.maven());
        pinned.values().forEach(versions -> assertFalse(versions.isEmpty()));
        List<Path> records;
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            records = files.filter(file -> file.toString().endsWith(".json")).toList();
        }
        assertFalse(records.isEmpty(), "there are no records in " + folder);
        int about = 0;
        List<String> faults = new ArrayList<>();
        for (Path file : records) {
            JsonNode record = Lessons.read(file);
            if (record.has("withdrawn")) continue;
            for (JsonNode affected : Lessons.list(record.path("affected"))) {
                String ecosystem = affected.at("/package/ecosystem").asText();
                String name = affected.at("/package/name").asText();
                String version = pinned.getOrDefault(ecosystem, Map.of())
                        .get(ecosystem.equals("PyPI") ? Pins.normalised(name) : name);
                if (version == null) continue;
                about++;
                List<String> versions = Lessons.list(affected.path("versions")).stream()
                        .map(JsonNode::asText)
                        .toList();
                // A record without a list of versions is for a person to look at.
                if (versions.isEmpty() || versions.contains(version))
                    faults.add(record.get("id").asText() + ": " + name + " " + version);
            }
        }
        System.out.println(records.size() + " records of known faults, " + about + " about packages of ours");
        assertEquals(List.of(), faults);
    }
}
