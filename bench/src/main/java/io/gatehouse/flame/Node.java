package io.gatehouse.flame;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A box in the tree that stacks are folded into. */
final class Node {
    private static final Comparator<Node> BY_NAME =
            Comparator.comparing((Node node) -> node.frame.name()).thenComparing(node -> node.frame.origin());

    private final StackFrame frame;
    private final Map<StackFrame, Node> children = new LinkedHashMap<>();
    private double total;

    Node(StackFrame frame) {
        this.frame = frame;
    }

    /** Folds stacks under one root: stacks that begin alike share their beginning. */
    static Node fold(StackFrame root, Collection<Stack> stacks) {
        Node top = new Node(root);
        stacks.forEach(top::add);
        return top;
    }

    StackFrame frame() {
        return frame;
    }

    /** Its own weight and that of all that it called. */
    double total() {
        return total;
    }

    /** In the order of their names, so that a graph of the same code looks the same. */
    List<Node> children() {
        List<Node> sorted = new ArrayList<>(children.values());
        sorted.sort(BY_NAME);
        return sorted;
    }

    /** Boxes one above the other, this one included. */
    int height() {
        return 1 + children.values().stream().mapToInt(Node::height).max().orElse(0);
    }

    /**
     * A copy in which no box is lighter than a limit and none lies deeper than another. Siblings that are too light each
     * become one box where they are heavy enough together, and otherwise part of their caller.
     */
    Node pruned(double lightest, int depth) {
        Node copy = new Node(frame);
        copy.total = total;
        if (depth <= 1) {
            return copy;
        }
        List<Node> light = new ArrayList<>();
        for (Node child : children.values()) {
            if (child.total < lightest) {
                light.add(child);
            } else {
                copy.children.put(child.frame, child.pruned(lightest, depth - 1));
            }
        }
        Node others = merged(light);
        if (!light.isEmpty() && others.total >= lightest) {
            copy.children.put(others.frame, others);
        }
        return copy;
    }

    private void add(Stack stack) {
        Node node = this;
        node.total += stack.weight();
        for (StackFrame next : stack.frames()) {
            node = node.children.computeIfAbsent(next, Node::new);
            node.total += stack.weight();
        }
    }

    private static Node merged(List<Node> light) {
        Map<CodeOrigin, Double> origins = new LinkedHashMap<>();
        light.forEach(node -> origins.merge(node.frame.origin(), node.total, Double::sum));
        CodeOrigin heaviest = origins.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(CodeOrigin.LIBRARY);
        Node merged = new Node(new StackFrame(heaviest, "(" + light.size() + " more)"));
        merged.total = light.stream().mapToDouble(Node::total).sum();
        return merged;
    }
}
