using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Platform.Dataset.Storage.Migrations
{
    /// <inheritdoc />
    public partial class SelectionsAndLabellings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid[]>(
                name: "selections",
                schema: "dataset",
                table: "trainings",
                type: "uuid[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "supervisors",
                schema: "dataset",
                table: "trainings",
                type: "jsonb",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "selections",
                schema: "dataset",
                columns: table => new
                {
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pool_id = table.Column<long>(type: "bigint", nullable: true),
                    pool_name = table.Column<string>(type: "text", nullable: false),
                    request = table.Column<string>(type: "jsonb", nullable: true),
                    generation = table.Column<int>(type: "integer", nullable: true),
                    pool_revision = table.Column<long>(type: "bigint", nullable: true),
                    selected = table.Column<int>(type: "integer", nullable: true),
                    sha256 = table.Column<string>(type: "text", nullable: true),
                    report = table.Column<string>(type: "text", nullable: true),
                    select_seconds = table.Column<double>(type: "double precision", nullable: false, defaultValue: 0.0)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_selections", x => x.job_id);
                    table.ForeignKey(
                        name: "fk_selections_jobs_job_id",
                        column: x => x.job_id,
                        principalSchema: "dataset",
                        principalTable: "jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_selections_pools_pool_id",
                        column: x => x.pool_id,
                        principalSchema: "dataset",
                        principalTable: "pools",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "labellings",
                schema: "dataset",
                columns: table => new
                {
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pool_id = table.Column<long>(type: "bigint", nullable: true),
                    pool_name = table.Column<string>(type: "text", nullable: true),
                    selection_id = table.Column<Guid>(type: "uuid", nullable: true),
                    supervisor = table.Column<string>(type: "text", nullable: false),
                    model_id = table.Column<long>(type: "bigint", nullable: true),
                    threshold = table.Column<double>(type: "double precision", nullable: true),
                    labeller = table.Column<string>(type: "text", nullable: true),
                    generation = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_labellings", x => x.job_id);
                    table.ForeignKey(
                        name: "fk_labellings_jobs_job_id",
                        column: x => x.job_id,
                        principalSchema: "dataset",
                        principalTable: "jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_labellings_models_model_id",
                        column: x => x.model_id,
                        principalSchema: "dataset",
                        principalTable: "models",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_labellings_pools_pool_id",
                        column: x => x.pool_id,
                        principalSchema: "dataset",
                        principalTable: "pools",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_labellings_selections_selection_id",
                        column: x => x.selection_id,
                        principalSchema: "dataset",
                        principalTable: "selections",
                        principalColumn: "job_id");
                });

            migrationBuilder.CreateTable(
                name: "selected_solutions",
                schema: "dataset",
                columns: table => new
                {
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    solution_id = table.Column<long>(type: "bigint", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    rank = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    score = table.Column<double>(type: "double precision", nullable: false),
                    uncertainty = table.Column<double>(type: "double precision", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_selected_solutions", x => new { x.job_id, x.solution_id });
                    table.ForeignKey(
                        name: "fk_selected_solutions_selections_job_id",
                        column: x => x.job_id,
                        principalSchema: "dataset",
                        principalTable: "selections",
                        principalColumn: "job_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "selection_models",
                schema: "dataset",
                columns: table => new
                {
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    model_id = table.Column<long>(type: "bigint", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_selection_models", x => new { x.job_id, x.model_id });
                    table.ForeignKey(
                        name: "fk_selection_models_models_model_id",
                        column: x => x.model_id,
                        principalSchema: "dataset",
                        principalTable: "models",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_selection_models_selections_job_id",
                        column: x => x.job_id,
                        principalSchema: "dataset",
                        principalTable: "selections",
                        principalColumn: "job_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "labelling_counts",
                schema: "dataset",
                columns: table => new
                {
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    labeller = table.Column<string>(type: "text", nullable: false),
                    added = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_labelling_counts", x => new { x.job_id, x.labeller });
                    table.ForeignKey(
                        name: "fk_labelling_counts_labellings_job_id",
                        column: x => x.job_id,
                        principalSchema: "dataset",
                        principalTable: "labellings",
                        principalColumn: "job_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_labellings_model_id",
                schema: "dataset",
                table: "labellings",
                column: "model_id");

            migrationBuilder.CreateIndex(
                name: "ix_labellings_pool_id",
                schema: "dataset",
                table: "labellings",
                column: "pool_id");

            migrationBuilder.CreateIndex(
                name: "ix_labellings_selection_id",
                schema: "dataset",
                table: "labellings",
                column: "selection_id");

            migrationBuilder.CreateIndex(
                name: "ix_selected_solutions_solution_id",
                schema: "dataset",
                table: "selected_solutions",
                column: "solution_id");

            migrationBuilder.CreateIndex(
                name: "ix_selection_models_model_id",
                schema: "dataset",
                table: "selection_models",
                column: "model_id");

            migrationBuilder.CreateIndex(
                name: "ix_selections_pool_id",
                schema: "dataset",
                table: "selections",
                column: "pool_id");

            migrationBuilder.CreateIndex(
                name: "ix_selections_pool_name",
                schema: "dataset",
                table: "selections",
                column: "pool_name");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "labelling_counts",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "selected_solutions",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "selection_models",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "labellings",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "selections",
                schema: "dataset");

            migrationBuilder.DropColumn(
                name: "selections",
                schema: "dataset",
                table: "trainings");

            migrationBuilder.DropColumn(
                name: "supervisors",
                schema: "dataset",
                table: "trainings");
        }
    }
}
