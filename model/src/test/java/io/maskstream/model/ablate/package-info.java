@NullMarked
package io.maskstream.model.ablate;

import org.jspecify.annotations.NullMarked;
