package backprop.exercise;

import backprop.show.Renderings;
import backprop.show.draw.Renderable;
import backprop.show.draw.Rendering;
import java.util.List;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The numbers of a document beside those computed here.
 *
 * @param title of the table
 */
public record Claims(String title, List<Claim> claims) implements Renderable {
    /** Copies the claims. */
    public Claims {
        claims = List.copyOf(claims);
    }

    /** Claims one after the other. */
    public static Claims of(String title, Claim... claims) {
        return new Claims(title, List.of(claims));
    }

    /** The claims as a table: what, said, computed, agrees (yes or no). */
    public Table table() {
        return Table.create(
                title,
                StringColumn.create("what", claims.stream().map(Claim::what)),
                StringColumn.create("said", claims.stream().map(Claim::said)),
                StringColumn.create("computed", claims.stream().map(Claim::computed)),
                StringColumn.create("agrees", claims.stream().map(claim -> claim.agrees() ? "yes" : "no")));
    }

    @Override
    public Rendering rendering() {
        return Renderings.of(table());
    }

    @Override
    public String toString() {
        return table().print(claims.size());
    }
}
