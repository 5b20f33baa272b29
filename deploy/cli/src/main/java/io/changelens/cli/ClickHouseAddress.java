package io.changelens.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses the address of ClickHouse's HTTP interface: scheme, host and port only. */
public final class ClickHouseAddress implements ITypeConverter<URI> {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    @Override
    public URI convert(String text) {
        try {
            URI given = new URI(text);
            boolean plain = given.getUserInfo() == null && given.getQuery() == null && given.getFragment() == null;
            boolean root = Set.of("", "/").contains(given.getPath() == null ? "" : given.getPath());
            if (given.getHost() != null && SCHEMES.contains(String.valueOf(given.getScheme())) && plain && root) {
                return new URI(given.getScheme() + "://" + given.getAuthority());
            }
        } catch (URISyntaxException e) {
            // Reported below, without the text, because it may contain a password.
        }
        throw new TypeConversionException(
                "expected http://HOST:PORT or https://HOST:PORT; passwords come from the environment");
    }
}
