@NullMarked
package io.maskstream.model.script;

import org.jspecify.annotations.NullMarked;
