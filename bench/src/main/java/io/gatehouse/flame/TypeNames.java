package io.gatehouse.flame;

/** Reads the names of types as the JVM has them. */
final class TypeNames {
    private TypeNames() {}

    /** {@code byte[]} for {@code [B}, {@code java.lang.String[][]} for {@code [[Ljava.lang.String;}. */
    static String readable(String name) {
        int dimensions = 0;
        while (dimensions < name.length() && name.charAt(dimensions) == '[') {
            dimensions++;
        }
        if (dimensions == 0 || dimensions == name.length()) {
            return name;
        }
        return element(name.substring(dimensions)) + "[]".repeat(dimensions);
    }

    private static String element(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case 'B' -> "byte";
            case 'C' -> "char";
            case 'D' -> "double";
            case 'F' -> "float";
            case 'I' -> "int";
            case 'J' -> "long";
            case 'S' -> "short";
            case 'Z' -> "boolean";
            default -> descriptor.substring(1).replace(";", "");
        };
    }
}
