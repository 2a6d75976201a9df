package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;

/** SHOW SEQUENCES and DESCRIBE SEQUENCE. */
final class SequenceListing {

    private SequenceListing() {}

    static Listing of(List<Sequence> sequences) {
        Listing listing = Listing.of("name", "name", "database_name", "schema_name", "next_value", "interval",
                "created_on", "owner", "comment", "owner_role_type", "ordered");
        for (Sequence sequence : sequences) {
            String comment = sequence.properties().comment();
            listing.add(sequence.name().name(), sequence.name().database(), sequence.name().schema(),
                    Long.toString(sequence.next()), Long.toString(sequence.increment()),
                    ResultEncoder.timestamp(sequence.created()), Listings.OWNER, comment == null ? "" : comment, "ROLE",
                    sequence.properties().ordered() ? "Y" : "N");
        }
        return listing;
    }
}
