package io.github.imednet.snowflake.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The privacy policy that is set, as its file has it.
 *
 * @param file the file, or null for no policy
 * @param text what is in it, YAML; null for no policy
 * @param key for hashes and shifted dates, or null
 * @param id 16 hex digits that another policy, or another key, does not have; comments and layout of the file do not
 *     count. Empty for no policy
 */
public record PrivacySettings(@Nullable Path file, @Nullable String text, @Nullable Secret key, String id) {

    /** The setting with the key. */
    public static final String KEY_NAME = ExportKeys.PRIVACY_KEY.key();

    private static final PrivacySettings NONE = new PrivacySettings(null, null, null, "");
    private static final int SHORTEST_KEY = 32;

    public boolean isSet() {
        return file != null;
    }

    /**
     * The same for those who need no other setting.
     *
     * @throws ExportConfigurationException if the file cannot be read, or the key is too short
     */
    public static PrivacySettings read(Function<String, Optional<String>> lookup) {
        SettingsReader settings = new SettingsReader(lookup);
        PrivacySettings read = read(settings);
        settings.throwIfBad();
        return read;
    }

    static PrivacySettings read(SettingsReader settings) {
        Path file = settings.get(ExportKeys.PRIVACY_POLICY);
        Secret key = settings.get(ExportKeys.PRIVACY_KEY);
        if (key != null && key.reveal().length() < SHORTEST_KEY) {
            settings.problem(KEY_NAME + " has fewer than " + SHORTEST_KEY + " characters and could be guessed: take a"
                    + " random one, such as openssl rand -hex 32 makes");
        }
        if (file == null) {
            requireNoneMeant(key, settings);
            return NONE;
        }
        try {
            String text = Files.readString(file);
            Object content = new Load(LoadSettings.builder().build()).loadFromString(text);
            return new PrivacySettings(file, text, key, id(content, key));
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark().map(mark -> ", line " + (mark.getLine() + 1)).orElse("");
            settings.problem(file + line + ": not YAML: " + e.getProblem());
        } catch (YamlEngineException | JsonProcessingException e) {
            settings.problem(file + ": not YAML of a policy");
        } catch (IOException e) {
            settings.problem(ExportKeys.PRIVACY_POLICY.key() + ": " + file + " cannot be read: "
                    + SystemErrors.reason(e));
        }
        return NONE;
    }

    /** An export without a policy is one that nothing of a policy is set for. */
    private static void requireNoneMeant(@Nullable Secret key, SettingsReader settings) {
        if (key != null && !settings.isSet(ExportKeys.PRIVACY_POLICY)) {
            settings.problem(KEY_NAME + " is set, and " + ExportKeys.PRIVACY_POLICY.key() + " is not: name the policy's"
                    + " file, or leave the key out (" + ExportKeys.PRIVACY_KEY.environmentVariable() + "= for one"
                    + " command) for an export without a policy");
        }
    }

    private static String id(Object content, Secret key) throws JsonProcessingException {
        byte[] canonical = new ObjectMapper()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .writeValueAsBytes(content);
        try {
            byte[] hash = key == null
                    ? MessageDigest.getInstance("SHA-256").digest(canonical)
                    : keyed(canonical, key.reveal().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has both
        }
    }

    private static byte[] keyed(byte[] canonical, byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update("privacy-policy:".getBytes(StandardCharsets.UTF_8));
        return mac.doFinal(canonical);
    }
}
