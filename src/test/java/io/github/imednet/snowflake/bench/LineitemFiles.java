package io.github.imednet.snowflake.bench;

import io.trino.tpch.LineItem;
import io.trino.tpch.LineItemGenerator;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * TPC-H's table LINEITEM as files: 16 columns, 6,001,215 rows at scale factor 1. They are made once and kept below
 * {@code target}; DuckDB makes the Parquet files of the CSV files, with the types of the TPC-H specification.
 */
final class LineitemFiles {

    private static final int PARTS = 4;
    private static final int HUNDREDTHS = 2;
    private static final String HEADER = "L_ORDERKEY,L_PARTKEY,L_SUPPKEY,L_LINENUMBER,L_QUANTITY,L_EXTENDEDPRICE,"
            + "L_DISCOUNT,L_TAX,L_RETURNFLAG,L_LINESTATUS,L_SHIPDATE,L_COMMITDATE,L_RECEIPTDATE,L_SHIPINSTRUCT,"
            + "L_SHIPMODE,L_COMMENT\n";
    private static final String TYPES = "{L_ORDERKEY: 'BIGINT', L_PARTKEY: 'BIGINT', L_SUPPKEY: 'BIGINT', L_LINENUMBER:"
            + " 'INTEGER', L_QUANTITY: 'DECIMAL(12,2)', L_EXTENDEDPRICE: 'DECIMAL(12,2)', L_DISCOUNT: 'DECIMAL(12,2)',"
            + " L_TAX: 'DECIMAL(12,2)', L_RETURNFLAG: 'VARCHAR', L_LINESTATUS: 'VARCHAR', L_SHIPDATE: 'DATE',"
            + " L_COMMITDATE: 'DATE', L_RECEIPTDATE: 'DATE', L_SHIPINSTRUCT: 'VARCHAR', L_SHIPMODE: 'VARCHAR',"
            + " L_COMMENT: 'VARCHAR'}";

    private final double scale;
    private final Path directory;

    LineitemFiles(double scale) {
        this.scale = scale;
        this.directory = Path.of("target", String.format(Locale.ROOT, "lineitem-%s", scale)).toAbsolutePath();
    }

    /** @param format {@code csv} or {@code parquet} */
    List<Path> of(String format) throws IOException, SQLException {
        Files.createDirectories(directory);
        List<Path> files = new ArrayList<>();
        for (int part = 1; part <= PARTS; part++) {
            Path csv = directory.resolve("lineitem-" + part + ".csv");
            Path parquet = directory.resolve("lineitem-" + part + ".parquet");
            if (Files.notExists(csv)) {
                writeCsv(csv, part);
            }
            if (Files.notExists(parquet)) {
                writeParquet(csv, parquet);
            }
            files.add(format.equals("csv") ? csv : parquet);
        }
        return files;
    }

    private void writeCsv(Path file, int part) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".incomplete");
        try (BufferedWriter output = Files.newBufferedWriter(unfinished)) {
            output.write(HEADER);
            for (LineItem item : new LineItemGenerator(scale, part, PARTS)) {
                output.write(line(item));
            }
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** No value has a comma or a quote that would need quotes, but for comments, which may have commas. */
    private static String line(LineItem item) {
        return item.getOrderKey() + "," + item.getPartKey() + "," + item.getSupplierKey() + "," + item.getLineNumber()
                + "," + item.getQuantity() + ".00," + hundredths(item.getExtendedPriceInCents()) + ","
                + hundredths(item.getDiscountPercent()) + "," + hundredths(item.getTaxPercent()) + ","
                + item.getReturnFlag() + "," + item.getStatus() + "," + LocalDate.ofEpochDay(item.getShipDate()) + ","
                + LocalDate.ofEpochDay(item.getCommitDate()) + "," + LocalDate.ofEpochDay(item.getReceiptDate()) + ","
                + item.getShipInstructions() + "," + item.getShipMode() + ",\"" + item.getComment() + "\"\n";
    }

    private static String hundredths(long value) {
        return BigDecimal.valueOf(value, HUNDREDTHS).toPlainString();
    }

    private static void writeParquet(Path csv, Path parquet) throws IOException, SQLException {
        Path unfinished = parquet.resolveSibling(parquet.getFileName() + ".incomplete");
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute("COPY (SELECT * FROM read_csv('" + csv + "', header = true, columns = " + TYPES
                    + ")) TO '" + unfinished + "' (FORMAT parquet, COMPRESSION snappy)");
        }
        Files.move(unfinished, parquet, StandardCopyOption.ATOMIC_MOVE);
    }
}
