package io.gatehouse.service;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an object of ours says of itself, and each object of ours that can be reached from it. */
final class ObjectTexts {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<String> texts = new ArrayList<>();

    private ObjectTexts() {}

    static List<String> of(Object root) throws IllegalAccessException {
        ObjectTexts all = new ObjectTexts();
        all.visit(root);
        return all.texts;
    }

    private void visit(@Nullable Object object) throws IllegalAccessException {
        if (object == null || !seen.add(object)) {
            return;
        }
        if (object instanceof Collection<?> several) {
            for (Object one : several) {
                visit(one);
            }
        } else if (object instanceof Map<?, ?> map) {
            visit(map.keySet());
            visit(map.values());
        } else if (object instanceof Optional<?> optional) {
            visit(optional.orElse(null));
        } else if (isOurs(object.getClass())) {
            texts.add(object.getClass().getName() + ": " + object);
            visitFields(object, object.getClass());
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("io.gatehouse.") && !type.isEnum() && !type.isHidden();
    }

    private void visitFields(Object object, Class<?> type) throws IllegalAccessException {
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                field.setAccessible(true);
                visit(field.get(object));
            }
        }
        Class<?> parent = type.getSuperclass();
        if (parent != null && isOurs(parent)) {
            visitFields(object, parent);
        }
    }
}
