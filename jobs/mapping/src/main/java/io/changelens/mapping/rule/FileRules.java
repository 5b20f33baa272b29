package io.changelens.mapping.rule;

import io.changelens.mapping.row.FileFormat;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads from a mapping file how its input files are written: format, encoding, delimiter, language and decimals. Errors
 * name the place.
 */
final class FileRules {
    private FileRules() {}

    /** Returns the format of the files; empty when their names tell it. */
    static Optional<FileFormat> format(YamlSection root) {
        return root.text("format")
                .map(word -> FileFormat.ofWord(word)
                        .orElseThrow(() -> root.error("format \"" + word + "\" is none of csv, tsv, json, yaml, ics")));
    }

    /** Returns the character between two cells of CSV; empty for a comma. */
    static Optional<Character> delimiter(YamlSection root) {
        return root.text("delimiter").map(text -> {
            if (text.length() != 1 || "\"\r\n".contains(text)) {
                throw root.error("delimiter \"" + text + "\" is not one character");
            }
            return text.charAt(0);
        });
    }

    /** Returns the encoding of the files; empty for UTF-8. */
    static Optional<Charset> encoding(YamlSection root) {
        return root.text("encoding").map(name -> {
            try {
                return Charset.forName(name);
            } catch (IllegalArgumentException e) {
                throw root.error("encoding \"" + name + "\" is not known; such as windows-1252, GBK, UTF-16");
            }
        });
    }

    /** Returns how the files write numbers and names of months. */
    static FieldRuleReader.Conventions conventions(YamlSection root) {
        Optional<Character> decimal = root.text("decimal").map(mark -> {
            if (!mark.equals(",") && !mark.equals(".")) {
                throw root.error("decimal \"" + mark + "\" is neither a comma nor a point");
            }
            return mark.charAt(0);
        });
        Locale locale = root.text("locale").map(Locale::forLanguageTag).orElse(Locale.ENGLISH);
        if (locale.getLanguage().isEmpty()) {
            throw root.error("locale \"" + root.text("locale").orElse("") + "\" is no language, such as de or zh-CN");
        }
        return new FieldRuleReader.Conventions(locale, decimal);
    }
}
