package io.github.imednet.snowflake.embed;

import io.github.imednet.snowflake.config.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.spi.DataFormat;

/** The beans that whoever embeds the routes may put in place of the built-in ones. All others belong to each other. */
enum ReplaceableBean {
    RETRYING("retrying", RedeliveryPolicy.class.getName()),
    ONCE("once", RedeliveryPolicy.class.getName()),
    RETRYING_WRITES("retryingWrites", RedeliveryPolicy.class.getName()),
    RECORD_PARQUET("recordParquet", DataFormat.class.getName()),
    S3_CLIENT("s3Client", "software.amazon.awssdk.services.s3.S3Client"),
    AZURE_BLOB_CLIENT("azureBlobClient", "com.azure.storage.blob.BlobServiceClient"),
    GOOGLE_STORAGE_CLIENT("googleStorageClient", "com.google.cloud.storage.Storage");

    private final String bean;
    private final String type;

    /** @param type by its name, for the libraries of object storage need not be there */
    ReplaceableBean(String bean, String type) {
        this.bean = bean;
        this.type = type;
    }

    String bean() {
        return bean;
    }

    String type() {
        return type;
    }

    /** @throws IllegalArgumentException if there is no such bean, or this object cannot be it */
    static void require(String name, Object own) {
        List<String> names = Arrays.stream(values()).map(ReplaceableBean::bean).toList();
        ReplaceableBean found = Arrays.stream(values())
                .filter(one -> one.bean.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no bean " + name + " that can be replaced"
                        + NearestName.hint(name, names) + " (there are " + String.join(", ", names) + ")"));
        if (!found.accepts(own)) {
            throw new IllegalArgumentException(
                    "The bean " + name + " is a " + found.type + ", not a " + own.getClass().getName());
        }
    }

    /**
     * @throws IllegalArgumentException naming those of the beans that the routes do not have, and those that they do
     */
    static void requireDeclared(Set<String> names, Set<String> declared) {
        List<String> unused =
                names.stream().filter(name -> !declared.contains(name)).sorted().toList();
        if (!unused.isEmpty()) {
            Stream<String> replaceable = Arrays.stream(values()).map(ReplaceableBean::bean).filter(declared::contains);
            throw new IllegalArgumentException("These routes do not have the bean " + String.join(", ", unused)
                    + ": in them can be replaced " + String.join(", ", replaceable.toList()));
        }
    }

    private boolean accepts(Object own) {
        try {
            return Class.forName(type, false, own.getClass().getClassLoader()).isInstance(own);
        } catch (ClassNotFoundException e) {
            return false; // an object of this type would have its class where its own is from
        }
    }
}
