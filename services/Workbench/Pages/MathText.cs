using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Platform.Workbench.Tex;

namespace Platform.Workbench.Pages;

/// <summary>
/// A text whose formulas are marked for <c>math.js</c>, which sets them. Not in Razor's syntax, because white space matters.
/// </summary>
public sealed class MathText : ComponentBase
{
    /// <summary>The text.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>Whether it is a final answer, which is often TeX without delimiters.</summary>
    [Parameter]
    public bool IsAnswer { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        foreach (var segment in IsAnswer ? TexText.SplitAnswer(Text) : TexText.Split(Text))
        {
            if (segment.Kind == TexKind.Prose)
            {
                builder.AddContent(0, segment.Text);
                continue;
            }

            builder.OpenElement(1, "span");
            builder.AddAttribute(2, "class", "tex");
            builder.AddAttribute(3, "data-tex", segment.Kind == TexKind.Display ? "display" : "inline");
            builder.AddAttribute(4, "data-open", segment.Open);
            builder.AddAttribute(5, "data-close", segment.Close);
            builder.AddContent(6, segment.Text);
            builder.CloseElement();
        }
    }
}
