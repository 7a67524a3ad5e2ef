using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Platform.Dataset.Storage.Migrations
{
    /// <inheritdoc />
    public partial class RoundQuality : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_labelling_ratings_labelling_tasks_item_id",
                schema: "dataset",
                table: "labelling_ratings");

            migrationBuilder.DropForeignKey(
                name: "fk_labelling_tasks_labellings_job_id",
                schema: "dataset",
                table: "labelling_tasks");

            migrationBuilder.DropForeignKey(
                name: "fk_labelling_tasks_work_items_item_id",
                schema: "dataset",
                table: "labelling_tasks");

            migrationBuilder.DropPrimaryKey(
                name: "pk_labelling_tasks",
                schema: "dataset",
                table: "labelling_tasks");

            migrationBuilder.DropIndex(
                name: "ix_labelling_tasks_job_id",
                schema: "dataset",
                table: "labelling_tasks");

            migrationBuilder.DropIndex(
                name: "ix_labelling_tasks_labeller",
                schema: "dataset",
                table: "labelling_tasks");

            migrationBuilder.DropPrimaryKey(
                name: "pk_labelling_ratings",
                schema: "dataset",
                table: "labelling_ratings");

            migrationBuilder.RenameTable(
                name: "labels",
                schema: "dataset",
                newName: "stored_labels",
                newSchema: "dataset");

            migrationBuilder.RenameIndex(
                name: "ix_labels_solution_id_labeller_generation",
                schema: "dataset",
                table: "stored_labels",
                newName: "ix_stored_labels_solution_id_labeller_generation");

            migrationBuilder.AddColumn<double>(
                name: "controls",
                schema: "dataset",
                table: "labellings",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<string[]>(
                name: "labellers",
                schema: "dataset",
                table: "labellings",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<int>(
                name: "overlap",
                schema: "dataset",
                table: "labellings",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AlterColumn<Guid>(
                name: "job_id",
                schema: "dataset",
                table: "labelling_tasks",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AlterColumn<long>(
                name: "item_id",
                schema: "dataset",
                table: "labelling_tasks",
                type: "bigint",
                nullable: true,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AddColumn<Guid>(
                name: "id",
                schema: "dataset",
                table: "labelling_tasks",
                type: "uuid",
                nullable: false,
                defaultValueSql: "gen_random_uuid()");

            migrationBuilder.AddColumn<int>(
                name: "attempt",
                schema: "dataset",
                table: "labelling_tasks",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                schema: "dataset",
                table: "labelling_tasks",
                type: "text",
                nullable: false,
                defaultValue: "label");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "taken",
                schema: "dataset",
                table: "labelling_tasks",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "task_id",
                schema: "dataset",
                table: "labelling_ratings",
                type: "uuid",
                nullable: true);

            migrationBuilder.Sql(
                """
                update dataset.labelling_ratings r set task_id = t.id
                from dataset.labelling_tasks t where t.item_id = r.item_id;
                alter table dataset.labelling_ratings alter column task_id set not null;
                update dataset.labelling_tasks set taken = coalesce(ended, lease_until, now()) where labeller is not null;
                """);

            migrationBuilder.DropColumn(
                name: "item_id",
                schema: "dataset",
                table: "labelling_ratings");

            migrationBuilder.AddColumn<bool>(
                name: "adjudicated",
                schema: "dataset",
                table: "stored_labels",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddPrimaryKey(
                name: "pk_labelling_tasks",
                schema: "dataset",
                table: "labelling_tasks",
                column: "id");

            migrationBuilder.AddPrimaryKey(
                name: "pk_labelling_ratings",
                schema: "dataset",
                table: "labelling_ratings",
                columns: new[] { "task_id", "labeller", "step" });

            migrationBuilder.Sql("alter table dataset.stored_labels rename constraint pk_labels to pk_stored_labels;");

            migrationBuilder.CreateTable(
                name: "gold_solutions",
                schema: "dataset",
                columns: table => new
                {
                    solution_id = table.Column<long>(type: "bigint", nullable: false),
                    first_errors = table.Column<int[]>(type: "integer[]", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    marked = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_gold_solutions", x => x.solution_id);
                });

            migrationBuilder.CreateTable(
                name: "labellers",
                schema: "dataset",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false, defaultValue: 1),
                    admitted = table.Column<bool>(type: "boolean", nullable: true),
                    excluded = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_labellers", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "labelling_alternatives",
                schema: "dataset",
                columns: table => new
                {
                    task_id = table.Column<Guid>(type: "uuid", nullable: false),
                    labeller = table.Column<string>(type: "text", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    rating = table.Column<short>(type: "smallint", nullable: true),
                    rated = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_labelling_alternatives", x => new { x.task_id, x.labeller, x.step, x.key });
                    table.ForeignKey(
                        name: "fk_labelling_alternatives_labelling_tasks_task_id",
                        column: x => x.task_id,
                        principalSchema: "dataset",
                        principalTable: "labelling_tasks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_labelling_tasks_item_id",
                schema: "dataset",
                table: "labelling_tasks",
                column: "item_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_labelling_tasks_item_id1",
                schema: "dataset",
                table: "labelling_tasks",
                column: "item_id",
                filter: "ended is null");

            migrationBuilder.CreateIndex(
                name: "ix_labelling_tasks_job_id_solution_id",
                schema: "dataset",
                table: "labelling_tasks",
                columns: new[] { "job_id", "solution_id" });

            migrationBuilder.CreateIndex(
                name: "ix_labelling_tasks_labeller_ended",
                schema: "dataset",
                table: "labelling_tasks",
                columns: new[] { "labeller", "ended" });

            migrationBuilder.CreateIndex(
                name: "ix_labelling_tasks_solution_id",
                schema: "dataset",
                table: "labelling_tasks",
                column: "solution_id");

            migrationBuilder.CreateIndex(
                name: "ix_labelling_tasks_solution_id_job_id",
                schema: "dataset",
                table: "labelling_tasks",
                columns: new[] { "solution_id", "job_id" },
                unique: true,
                filter: "kind = 'adjudication'");

            migrationBuilder.CreateIndex(
                name: "ix_labelling_tasks_solution_id_job_id_labeller",
                schema: "dataset",
                table: "labelling_tasks",
                columns: new[] { "solution_id", "job_id", "labeller" },
                unique: true,
                filter: "kind = 'control'");

            migrationBuilder.CreateIndex(
                name: "ix_labelling_tasks_solution_id_labeller_attempt",
                schema: "dataset",
                table: "labelling_tasks",
                columns: new[] { "solution_id", "labeller", "attempt" },
                unique: true,
                filter: "kind = 'screening'");

            migrationBuilder.AddForeignKey(
                name: "fk_labelling_ratings_labelling_tasks_task_id",
                schema: "dataset",
                table: "labelling_ratings",
                column: "task_id",
                principalSchema: "dataset",
                principalTable: "labelling_tasks",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "fk_labelling_tasks_labellings_job_id",
                schema: "dataset",
                table: "labelling_tasks",
                column: "job_id",
                principalSchema: "dataset",
                principalTable: "labellings",
                principalColumn: "job_id");

            migrationBuilder.AddForeignKey(
                name: "fk_labelling_tasks_work_items_item_id",
                schema: "dataset",
                table: "labelling_tasks",
                column: "item_id",
                principalSchema: "dataset",
                principalTable: "work_items",
                principalColumn: "id");

            // What readers see: the labels of labellers whose work is not excluded.
            migrationBuilder.Sql(
                """
                create view dataset.labels as
                select id, solution_id, labeller, generation, outcome, seconds, record, adjudicated
                from dataset.stored_labels
                where labeller not in (select name from dataset.labellers where excluded is not null);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                drop view dataset.labels;
                delete from dataset.labelling_tasks where item_id is null;
                alter table dataset.labelling_ratings add column item_id bigint;
                update dataset.labelling_ratings r set item_id = t.item_id
                from dataset.labelling_tasks t where t.id = r.task_id;
                alter table dataset.labelling_ratings alter column item_id set not null;
                """);

            migrationBuilder.DropForeignKey(
                name: "fk_labelling_ratings_labelling_tasks_task_id",
                schema: "dataset",
                table: "labelling_ratings");

            migrationBuilder.DropForeignKey(
                name: "fk_labelling_tasks_labellings_job_id",
                schema: "dataset",
                table: "labelling_tasks");

            migrationBuilder.DropForeignKey(
                name: "fk_labelling_tasks_work_items_item_id",
                schema: "dataset",
                table: "labelling_tasks");

            migrationBuilder.DropTable(
                name: "gold_solutions",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "labellers",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "labelling_alternatives",
                schema: "dataset");

            migrationBuilder.DropPrimaryKey(
                name: "pk_labelling_tasks",
                schema: "dataset",
                table: "labelling_tasks");

            migrationBuilder.DropIndex(
                name: "ix_labelling_tasks_item_id",
                schema: "dataset",
                table: "labelling_tasks");

            migrationBuilder.DropIndex(
                name: "ix_labelling_tasks_item_id1",
                schema: "dataset",
                table: "labelling_tasks");

            migrationBuilder.DropIndex(
                name: "ix_labelling_tasks_job_id_solution_id",
                schema: "dataset",
                table: "labelling_tasks");

            migrationBuilder.DropIndex(
                name: "ix_labelling_tasks_labeller_ended",
                schema: "dataset",
                table: "labelling_tasks");

            migrationBuilder.DropIndex(
                name: "ix_labelling_tasks_solution_id",
                schema: "dataset",
                table: "labelling_tasks");

            migrationBuilder.DropIndex(
                name: "ix_labelling_tasks_solution_id_job_id",
                schema: "dataset",
                table: "labelling_tasks");

            migrationBuilder.DropIndex(
                name: "ix_labelling_tasks_solution_id_job_id_labeller",
                schema: "dataset",
                table: "labelling_tasks");

            migrationBuilder.DropIndex(
                name: "ix_labelling_tasks_solution_id_labeller_attempt",
                schema: "dataset",
                table: "labelling_tasks");

            migrationBuilder.DropPrimaryKey(
                name: "pk_labelling_ratings",
                schema: "dataset",
                table: "labelling_ratings");

            migrationBuilder.DropColumn(
                name: "controls",
                schema: "dataset",
                table: "labellings");

            migrationBuilder.DropColumn(
                name: "labellers",
                schema: "dataset",
                table: "labellings");

            migrationBuilder.DropColumn(
                name: "overlap",
                schema: "dataset",
                table: "labellings");

            migrationBuilder.DropColumn(
                name: "id",
                schema: "dataset",
                table: "labelling_tasks");

            migrationBuilder.DropColumn(
                name: "attempt",
                schema: "dataset",
                table: "labelling_tasks");

            migrationBuilder.DropColumn(
                name: "kind",
                schema: "dataset",
                table: "labelling_tasks");

            migrationBuilder.DropColumn(
                name: "taken",
                schema: "dataset",
                table: "labelling_tasks");

            migrationBuilder.DropColumn(
                name: "task_id",
                schema: "dataset",
                table: "labelling_ratings");

            migrationBuilder.DropColumn(
                name: "adjudicated",
                schema: "dataset",
                table: "stored_labels");

            migrationBuilder.RenameTable(
                name: "stored_labels",
                schema: "dataset",
                newName: "labels",
                newSchema: "dataset");

            migrationBuilder.RenameIndex(
                name: "ix_stored_labels_solution_id_labeller_generation",
                schema: "dataset",
                table: "labels",
                newName: "ix_labels_solution_id_labeller_generation");

            migrationBuilder.AlterColumn<Guid>(
                name: "job_id",
                schema: "dataset",
                table: "labelling_tasks",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);

            migrationBuilder.AlterColumn<long>(
                name: "item_id",
                schema: "dataset",
                table: "labelling_tasks",
                type: "bigint",
                nullable: false,
                defaultValue: 0L,
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "pk_labelling_tasks",
                schema: "dataset",
                table: "labelling_tasks",
                column: "item_id");

            migrationBuilder.AddPrimaryKey(
                name: "pk_labelling_ratings",
                schema: "dataset",
                table: "labelling_ratings",
                columns: new[] { "item_id", "labeller", "step" });

            migrationBuilder.Sql("alter table dataset.labels rename constraint pk_stored_labels to pk_labels;");

            migrationBuilder.CreateIndex(
                name: "ix_labelling_tasks_job_id",
                schema: "dataset",
                table: "labelling_tasks",
                column: "job_id");

            migrationBuilder.CreateIndex(
                name: "ix_labelling_tasks_labeller",
                schema: "dataset",
                table: "labelling_tasks",
                column: "labeller",
                filter: "ended is null");

            migrationBuilder.AddForeignKey(
                name: "fk_labelling_ratings_labelling_tasks_item_id",
                schema: "dataset",
                table: "labelling_ratings",
                column: "item_id",
                principalSchema: "dataset",
                principalTable: "labelling_tasks",
                principalColumn: "item_id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "fk_labelling_tasks_labellings_job_id",
                schema: "dataset",
                table: "labelling_tasks",
                column: "job_id",
                principalSchema: "dataset",
                principalTable: "labellings",
                principalColumn: "job_id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "fk_labelling_tasks_work_items_item_id",
                schema: "dataset",
                table: "labelling_tasks",
                column: "item_id",
                principalSchema: "dataset",
                principalTable: "work_items",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);
        }
    }
}
