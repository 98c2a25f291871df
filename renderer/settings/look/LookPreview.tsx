import type { CSSProperties } from 'react';
import { fonts } from '#shared/content/fonts.ts';
import { frameOf } from '#shared/content/frame.ts';
import { colorsOfButton } from '#shared/content/mjml-button.ts';
import { headingWeight } from '#shared/content/mjml-parts.ts';
import type { Brand } from '#shared/rpc/content.ts';
import { shownAt } from '../../editor/panel/inputs/image-file.ts';
import classes from './Look.module.css';

/** A small page as the brand would have it. */
export function LookPreview({ name, colors, kit }: Pick<Brand, 'name' | 'colors' | 'kit'>) {
  const frame = frameOf(null, { name, postalAddress: '', colors, kit }, '');
  const button = colorsOfButton({ look: 'brand', background: '', color: '', frame });
  const heading = { fontFamily: frame.headingFamily, color: frame.headingColor };
  const buttonStyle: CSSProperties = {
    background: button.background || 'none',
    color: button.color,
    border: button.border || 'none',
    borderRadius: frame.button.radius,
  };
  return (
    <figure className={classes.preview} aria-label="Preview" style={{ background: frame.backgroundColor }}>
      <div className={classes.page} style={{ color: frame.textColor, fontFamily: frame.fontFamily }}>
        {kit.logo ? (
          <img src={shownAt(kit.logo)} alt={name} style={{ width: Math.min(kit.logoWidth, 200) }} />
        ) : (
          <b style={heading}>{name}</b>
        )}
        <p className={classes.title} style={{ ...heading, fontWeight: headingWeight(frame) }}>
          Winter bread is back
        </p>
        <p>
          From Thursday on, with rye and walnuts.{' '}
          <span style={{ color: frame.linkColor, textDecoration: 'underline' }}>Read more</span>
        </p>
        <span className={classes.button} style={buttonStyle}>
          Reserve a loaf
        </span>
      </div>
      <figcaption className="faint small">
        {fonts[kit.headingFont].label} and {fonts[kit.textFont].label}
      </figcaption>
    </figure>
  );
}
