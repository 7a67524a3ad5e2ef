using Microsoft.AspNetCore.Components;

namespace Platform.Workbench.Endpoints;

/// <summary>A part of a page that is pushed.</summary>
/// <param name="Name">Its name, as <c>data-part</c> on the page.</param>
/// <param name="Component">The component that renders it.</param>
/// <param name="Parameter">The component's parameter that takes the model.</param>
internal sealed record LivePart(string Name, Type Component, string Parameter)
{
    public static LivePart Of<TComponent>(string name, string parameter)
        where TComponent : IComponent => new(name, typeof(TComponent), parameter);
}
