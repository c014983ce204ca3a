package io.maskstream.model.artifact;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the source of an archive itself declares. For one thread. */
final class ScriptNames {

    /** Where libtorch looks for classes that are native code. */
    private static final String NATIVE_CLASSES = "__torch__.torch.classes";

    private final Set<String> qualified = new HashSet<>();
    private final Set<String> members = new HashSet<>();

    /** @param entry such as {@code code/__torch__/torch/nn/modules/conv.py} */
    void declare(String entry, List<Token> tokens) throws ScriptRefusal {
        String module = entry.substring("code/".length(), entry.length() - ".py".length())
                .replace('/', '.');
        if (isNative(module)) throw new ScriptRefusal("the names of " + NATIVE_CLASSES + " are those of native code");
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token word = tokens.get(i);
            Token next = tokens.get(i + 1);
            if (!word.startsLine()) continue;
            boolean isClass = word.text().equals("class");
            if ((isClass || word.text().equals("def")) && next.isName()) {
                if (isNative(module + "." + next.text()))
                    throw new ScriptRefusal("the names of " + NATIVE_CLASSES + " are those of native code");
                qualified.add(module + "." + next.text());
                if (!isClass) members.add(next.text());
            } else if (word.isName() && next.isSign(':')) {
                members.add(word.text());
            }
        }
    }

    /** A class or a function, by its full name. */
    boolean declares(String name) {
        return qualified.contains(name);
    }

    /** A method or an attribute of any class. */
    boolean isMember(String name) {
        return members.contains(name);
    }

    static boolean isNative(String text) {
        return text.contains("torch.classes");
    }
}
